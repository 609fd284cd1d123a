package org.earshot.delivery;

import io.vertx.mutiny.sqlclient.Pool;
import java.net.URI;
import java.util.Optional;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.kernel.Keyrings;
import org.earshot.testing.Inside;
import org.earshot.testing.Reactive;

/** Opt-outs of people who need not have been written to, under the keys of the running service. */
public final class OptOuts {

    private static final RecipientHash HASHES = new RecipientHash(Keyrings.ofService());
    private static final OptOutLinks LINKS =
            new OptOutLinks(Keyrings.ofService(), Optional.of(URI.create("http://127.0.0.1")));

    private OptOuts() {}

    /** The path of the link with which somebody says that they want no more messages of a company. */
    public static String path(int company, String destination) {
        return URI.create(LINKS.page(scope(company), HASHES.hashed(scope(company), destination)))
                .getPath();
    }

    /** The statement that puts somebody on a company's list; {@link #row} has its parameters. */
    public static final String INSERT = """
            insert into suppression (company_id, destination_hash, hash_key_version, id, reason, at)
            select ?, decode(?, 'hex'), 1, nextval('suppression_id'), ?, now()
            """;

    /** The parameters of {@link #INSERT}. */
    public static Object[] row(int company, String destination, SuppressionReason reason) {
        return new Object[] {
            (long) company, HASHES.hashed(scope(company), destination).hex(), reason.name()
        };
    }

    /** Puts somebody on a company's list, of a service in the test's own process. */
    public static void suppress(int company, String destination, SuppressionReason reason) {
        Suppressions suppressions = Inside.bean(Suppressions.class);
        Reactive.await(Inside.bean(Pool.class)
                .withTransaction(
                        transaction -> suppressions.suppress(transaction, scope(company), destination, reason)));
    }

    private static CompanyScope scope(int company) {
        return TrustedScopes.linkHolder(new CompanyId(company));
    }
}
