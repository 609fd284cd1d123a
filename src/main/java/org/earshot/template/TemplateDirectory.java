package org.earshot.template;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.ObjectId;

/** Finds what feedback is asked with (A21). */
@Singleton
public class TemplateDirectory {

    private final FeedbackTemplateRepository templates;

    TemplateDirectory(FeedbackTemplateRepository templates) {
        this.templates = templates;
    }

    /** A template as it is now; empty if the company has none of this {@code _id}, or the text is none. */
    public Uni<Optional<Questionnaire>> find(SqlClient connection, CompanyScope scope, String templateId) {
        return ObjectId.parse(templateId)
                .map(id ->
                        templates.find(connection, scope, id).map(found -> found.map(FeedbackTemplate::questionnaire)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** A template as it was at a version, also one that has been deleted since. */
    public Uni<Optional<Questionnaire>> find(SqlClient connection, CompanyScope scope, String templateId, int version) {
        return ObjectId.parse(templateId)
                .map(id -> templates.version(connection, scope, id, version))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }
}
