package org.earshot.template;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.company.Ownership;
import org.earshot.kernel.ObjectId;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.problem.Problem;

/** Changes a template. Of simultaneous changes of different fields all survive. */
@Singleton
class ChangeTemplate {

    /** How a body is read, beside what was there before. */
    private interface Reader {
        TemplateFields read(JsonBody body, TemplateFields before, FieldErrors errors);
    }

    private final FeedbackTemplateRepository templates;
    private final Ownership ownership;
    private final Pool pool;
    private final Clock clock;

    ChangeTemplate(FeedbackTemplateRepository templates, Ownership ownership, Pool pool, Clock clock) {
        this.templates = templates;
        this.ownership = ownership;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Changes what the body mentions.
     *
     * @return the template as it is then; fails with NOT_FOUND, INVALID naming all bad fields, or FORBIDDEN (A17)
     */
    Uni<FeedbackTemplate> change(CompanyReach reach, ObjectId id, JsonBody body) {
        return change(reach, id, body, TemplateInput::changed);
    }

    /** Changes all of it: what the body does not mention gets its default. Answers, and fails, like {@link #change}. */
    Uni<FeedbackTemplate> replace(CompanyReach reach, ObjectId id, JsonBody body) {
        return change(reach, id, body, TemplateInput::replacing);
    }

    private Uni<FeedbackTemplate> change(CompanyReach reach, ObjectId id, JsonBody body, Reader reader) {
        return templates
                .find(reach, id)
                .map(found -> found.orElseThrow(Problem::notFound))
                .flatMap(seen -> {
                    FieldErrors errors = new FieldErrors();
                    return namespaces(reach, seen, body, errors)
                            .flatMap(named -> pool.withTransaction(transaction -> apply(
                                    transaction,
                                    seen.scope(),
                                    id,
                                    named,
                                    before -> reader.read(body, before, errors))));
                });
    }

    /** The namespaces that are wanted, looked up before the transaction: it must not wait for another connection. */
    private Uni<Optional<List<String>>> namespaces(
            CompanyReach reach, FeedbackTemplate seen, JsonBody body, FieldErrors errors) {
        return TemplateInput.namespaces(body, errors)
                .map(wanted -> ownership.relabel(reach, seen.scope(), wanted, errors))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<FeedbackTemplate> apply(
            SqlConnection transaction,
            CompanyScope owner,
            ObjectId id,
            Optional<List<String>> namespaces,
            UnaryOperator<TemplateFields> change) {
        return templates.lock(transaction, owner, id).flatMap(found -> {
            FeedbackTemplate before = found.orElseThrow(Problem::notFound);
            FeedbackTemplate after = before.changed(
                    namespaces.orElse(before.namespaces()),
                    change.apply(before.fields()),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            return write(transaction, owner, before, after).replaceWith(after);
        });
    }

    private Uni<Void> write(
            SqlConnection transaction, CompanyScope owner, FeedbackTemplate before, FeedbackTemplate after) {
        if (after.revision() == before.revision()) {
            return Uni.createFrom().voidItem();
        }
        return templates
                .update(transaction, owner, after)
                .chain(() -> after.version() == before.version()
                        ? Uni.createFrom().voidItem()
                        : templates.insertVersion(transaction, owner, after));
    }
}
