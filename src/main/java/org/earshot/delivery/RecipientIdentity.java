package org.earshot.delivery;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.RecipientBook.Candidate;

/**
 * Under which hash a company knows a recipient. Whoever is known already keeps the key that they were first hashed with:
 * who has no more of them than a hash, such as an old link to opt out, means all that is kept of them.
 */
@Singleton
public class RecipientIdentity {

    private final RecipientHash hashes;
    private final SuppressionRepository suppressions;
    private final List<RecipientBook> books;

    RecipientIdentity(RecipientHash hashes, SuppressionRepository suppressions, @All List<RecipientBook> books) {
        this.hashes = hashes;
        this.suppressions = suppressions;
        this.books = books;
    }

    /**
     * The version of the key for a recipient, who is given normalised. Until the transaction ends nobody else settles it
     * for the same one, not even with another key.
     */
    public Uni<Integer> settle(SqlConnection transaction, CompanyScope scope, String destination) {
        SortedMap<Integer, String> known = hashes.underEveryKey(scope, destination);
        if (known.size() == 1) {
            return Uni.createFrom().item(hashes.keyVersion());
        }
        // a statement of its own: only the next one sees what the holder before has committed
        return transaction
                .preparedQuery("select pg_advisory_xact_lock(('x' || left($1, 16))::bit(64)::bigint)")
                .execute(Tuple.of(known.get(known.firstKey())))
                .chain(() -> find(transaction, scope, known));
    }

    /** The same, without waiting for anybody, or keeping anybody waiting. */
    public Uni<Integer> find(SqlConnection connection, CompanyScope scope, String destination) {
        return find(connection, scope, hashes.underEveryKey(scope, destination));
    }

    private Uni<Integer> find(SqlConnection connection, CompanyScope scope, SortedMap<Integer, String> known) {
        if (known.size() == 1) {
            return Uni.createFrom().item(hashes.keyVersion());
        }
        return suppressions
                .keyVersion(connection, scope, known.values())
                .flatMap(listed -> listed.isPresent()
                        ? Uni.createFrom().item(listed)
                        : inABook(connection, new Candidate(scope, known), books.iterator()))
                .map(found -> found.orElseGet(hashes::keyVersion));
    }

    private static Uni<Optional<Integer>> inABook(
            SqlConnection connection, Candidate recipient, Iterator<RecipientBook> books) {
        if (!books.hasNext()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return books.next()
                .keyVersion(connection, recipient)
                .flatMap(found ->
                        found.isPresent() ? Uni.createFrom().item(found) : inABook(connection, recipient, books));
    }
}
