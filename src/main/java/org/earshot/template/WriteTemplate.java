package org.earshot.template;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.company.Ownership;
import org.earshot.company.Ownership.Owned;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;

/** Takes a new template in. */
@Singleton
class WriteTemplate {

    private final FeedbackTemplateRepository templates;
    private final Ownership ownership;
    private final Pool pool;
    private final Clock clock;

    WriteTemplate(FeedbackTemplateRepository templates, Ownership ownership, Pool pool, Clock clock) {
        this.templates = templates;
        this.ownership = ownership;
        this.pool = pool;
        this.clock = clock;
    }

    /** Answers with the template as stored; fails with INVALID naming all bad fields, or FORBIDDEN (A17). */
    Uni<FeedbackTemplate> write(CompanyReach reach, JsonBody body) {
        FieldErrors errors = new FieldErrors();
        Optional<List<String>> namespaces = TemplateInput.namespaces(body, errors);
        return ownership.choose(reach, namespaces, errors).flatMap(owned -> {
            TemplateFields fields = Starter.chosen(body, errors)
                    .map(starter -> TemplateInput.changed(body, starter.fields(), errors))
                    .orElseGet(() -> TemplateInput.first(body, errors));
            return insert(owned.orElseThrow(), fields);
        });
    }

    private Uni<FeedbackTemplate> insert(Owned owned, TemplateFields fields) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return pool.withTransaction(transaction -> templates
                .nextNumber(transaction)
                .map(number -> FeedbackTemplate.first(owned.scope(), number, owned.namespaces(), fields, now))
                .call(template -> templates.insert(transaction, owned.scope(), template)));
    }
}
