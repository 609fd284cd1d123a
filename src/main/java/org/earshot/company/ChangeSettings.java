package org.earshot.company;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory.Revision;
import org.earshot.company.CompanyRepository.Company;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.problem.Problem;

/** Changes a company's settings: what changes makes a new revision. */
@Singleton
class ChangeSettings {

    private static final String REVISION = "revision";

    private final CompanyRepository companies;
    private final Pool pool;
    private final Clock clock;

    ChangeSettings(CompanyRepository companies, Pool pool, Clock clock) {
        this.companies = companies;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Changes the settings that the body mentions.
     *
     * @return the settings now in force; fails with FORBIDDEN for an unknown company, INVALID naming all bad fields, or
     *     CONFLICT if the body names another revision than the present one
     */
    Uni<CompanyView> change(CompanyScope scope, JsonBody body) {
        return pool.withTransaction(transaction -> companies
                .lock(transaction, scope)
                .chain(() -> companies.find(transaction, scope))
                .flatMap(found -> apply(transaction, scope, found.orElseThrow(Problem::companyForbidden), body)));
    }

    private Uni<CompanyView> apply(SqlConnection transaction, CompanyScope scope, Company company, JsonBody body) {
        Revision before = company.revision();
        CompanySettings after = changed(before, body);
        if (after.equals(before.settings())) {
            return Uni.createFrom()
                    .item(CompanyView.of(scope, company.namespace(), before.number(), before.settings()));
        }
        int next = before.number() + 1;
        return companies
                .addRevision(transaction, scope, next, after, OffsetDateTime.now(clock))
                .map(done -> CompanyView.of(scope, company.namespace(), next, after));
    }

    private static CompanySettings changed(Revision before, JsonBody body) {
        FieldErrors errors = new FieldErrors();
        for (String fixed : List.of("id", "namespace")) {
            if (body.mentions(fixed)) {
                errors.add(fixed, "cannot be changed");
            }
        }
        SettingsInput.refuseUnknown(body, Set.of(REVISION), errors);
        int revision = body.integer(REVISION, 1, Integer.MAX_VALUE, errors).orElse(before.number());
        CompanySettings after = SettingsInput.changed(body, before.settings(), errors);
        if (revision != before.number()) {
            throw Problem.conflict(
                    "The settings have changed since you read them",
                    Map.of(REVISION, "is " + before.number() + " by now"));
        }
        return after;
    }
}
