package org.earshot.template;

import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.ObjectId;

/**
 * A template as it is stored (A30).
 *
 * @param scope of its owner
 * @param namespaces of its companies
 * @param version of what it asks; counts from 1
 * @param revision counts its changes ({@code __v})
 */
record FeedbackTemplate(
        CompanyScope scope,
        long number,
        List<String> namespaces,
        TemplateFields fields,
        int version,
        int revision,
        int svClient,
        Instant createdAt,
        Instant modifiedAt) {

    /** A template that has just been written. */
    static FeedbackTemplate first(
            CompanyScope owner, long number, List<String> namespaces, TemplateFields fields, Instant now) {
        return new FeedbackTemplate(owner, number, namespaces, fields, 1, 0, 0, now, now);
    }

    /** The {@code _id}. */
    String id() {
        return ObjectId.of(createdAt, number).toString();
    }

    /** After a change; itself if nothing changes. Only what changes the questions or their settings is a new version. */
    FeedbackTemplate changed(List<String> otherNamespaces, TemplateFields others, Instant now) {
        if (others.equals(fields) && otherNamespaces.equals(namespaces)) {
            return this;
        }
        return new FeedbackTemplate(
                scope,
                number,
                otherNamespaces,
                others,
                others.asked().equals(fields.asked()) ? version : version + 1,
                revision + 1,
                svClient,
                createdAt,
                now.isBefore(modifiedAt) ? modifiedAt : now);
    }

    /** What answers to it are held to. */
    Questionnaire questionnaire() {
        return new Questionnaire(id(), fields.name(), version, fields.active(), fields.asked(), fields.notifications());
    }
}
