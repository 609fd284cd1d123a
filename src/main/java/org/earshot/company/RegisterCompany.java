package org.earshot.company;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyRepository.Taken;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.problem.Problem;

/** Takes a company on, with its first settings. */
@Singleton
public class RegisterCompany {

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int LONGEST_NAMESPACE = 63;
    private static final int FIRST_REVISION = 1;

    /** A company that is wanted; the sequence numbers one without a number. */
    private record NewCompany(Optional<CompanyId> id, String namespace, CompanySettings settings) {

        static NewCompany parse(JsonBody body) {
            FieldErrors errors = new FieldErrors();
            SettingsInput.refuseUnknown(body, Set.of("id", "namespace"), errors);
            Optional<CompanyId> id =
                    body.integer("id", 1, Integer.MAX_VALUE, errors).map(CompanyId::new);
            Optional<String> namespace = body.line("namespace", LONGEST_NAMESPACE, errors);
            if (namespace.isEmpty()) {
                errors.add("namespace", "is required");
            } else if (!NAMESPACE.matcher(namespace.get()).matches()) {
                errors.add("namespace", "must consist of lower-case letters, digits and -, and not start with -");
            }
            CompanySettings settings = SettingsInput.first(body, errors);
            return new NewCompany(id, namespace.orElseThrow(), settings);
        }
    }

    private final CompanyRepository companies;
    private final SettingsDocument document;
    private final Pool pool;
    private final Clock clock;

    RegisterCompany(CompanyRepository companies, SettingsDocument document, Pool pool, Clock clock) {
        this.companies = companies;
        this.document = document;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Registers a company for an operator.
     *
     * @return the company as stored; fails with FORBIDDEN for anybody who is no operator, INVALID naming all bad
     *     fields, or CONFLICT if its number or namespace is taken
     */
    Uni<CompanyView> register(CompanyReach reach, JsonBody body) {
        if (!reach.everyCompany()) {
            throw Problem.forbidden();
        }
        NewCompany wanted = NewCompany.parse(body);
        OffsetDateTime now = OffsetDateTime.now(clock);
        return pool.withTransaction(transaction -> insert(transaction, reach, wanted, now)
                .call(scope -> companies.addRevision(transaction, scope, FIRST_REVISION, wanted.settings(), now))
                .map(scope -> CompanyView.of(scope, wanted.namespace(), FIRST_REVISION, wanted.settings())));
    }

    private Uni<CompanyScope> insert(
            SqlConnection transaction, CompanyReach reach, NewCompany wanted, OffsetDateTime now) {
        return number(transaction, wanted)
                .map(id -> reach.scope(id).orElseThrow(Problem::companyForbidden))
                .flatMap(scope -> companies
                        .insert(transaction, scope, wanted.namespace(), now)
                        .flatMap(inserted -> inserted
                                ? Uni.createFrom().item(scope)
                                : companies
                                        .taken(transaction, scope, wanted.namespace())
                                        .invoke(taken -> refuse(taken, wanted))
                                        .chain(() -> insert(transaction, reach, wanted, now))));
    }

    private Uni<CompanyId> number(SqlConnection transaction, NewCompany wanted) {
        return wanted.id()
                .map(id -> Uni.createFrom().item(id))
                .orElseGet(() -> companies.nextId(transaction).map(CompanyId::new));
    }

    /** Only a number of our own choice that somebody took by hand is no reason: the next one is tried. */
    private static void refuse(Taken taken, NewCompany wanted) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (taken.id() && wanted.id().isPresent()) {
            fields.put("id", "is taken");
        }
        if (taken.namespace()) {
            fields.put("namespace", "is taken");
        }
        if (!fields.isEmpty()) {
            throw Problem.conflict("There is such a company already", fields);
        }
    }

    /** Registers a company under a number of the caller's choice; one that exists already is left as it is. */
    public Uni<Void> registerIfAbsent(CompanyId id, String namespace, CompanySettings settings) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        return pool.withTransaction(connection -> connection
                        .preparedQuery("""
                                insert into company (id, namespace, created_at) values ($1, $2, $3)
                                on conflict do nothing
                                """)
                        .execute(Tuple.of(id.value(), namespace, now))
                        .call(() -> connection
                                .preparedQuery("""
                                        insert into company_settings (company_id, revision, document, created_at)
                                        values ($1, 1, $2::text::jsonb, $3)
                                        on conflict do nothing
                                        """)
                                .execute(Tuple.of(id.value(), document.write(settings), now))))
                .replaceWithVoid();
    }
}
