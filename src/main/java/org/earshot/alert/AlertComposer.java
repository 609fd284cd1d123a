package org.earshot.alert;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.access.CompanyScope;
import org.earshot.alert.AlertRepository.Waiting;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanySettings;
import org.earshot.delivery.DueMessage;
import org.earshot.delivery.EmailHeaders;
import org.earshot.delivery.MessageComposer;
import org.earshot.delivery.OptOutLinks;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.delivery.Suppressions;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes the email that tells somebody of feedback (A34). One whose feedback was deleted, or to somebody who wants no
 * messages or cannot be reached, is left out.
 */
@Singleton
class AlertComposer implements MessageComposer {

    static final String KIND = "alert";

    /** The same in every language. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /**
     * What the templates show.
     *
     * @param time in the company's time zone
     */
    @TemplateData
    record Letter(String subject, FeedbackNews news, String time, String company, String optOut) {}

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance subject(boolean low, FeedbackNews news);

        /** Comes as HTML and as plain text. */
        static native TemplateInstance email(Letter letter);
    }

    private final AlertRepository alerts;
    private final CompanyDirectory companies;
    private final OptOutLinks optOutLinks;
    private final Suppressions suppressions;
    private final Optional<URI> publicUrl;

    AlertComposer(
            AlertRepository alerts,
            CompanyDirectory companies,
            OptOutLinks optOutLinks,
            Suppressions suppressions,
            @ConfigProperty(name = "earshot.public-url") Optional<URI> publicUrl) {
        this.alerts = alerts;
        this.companies = companies;
        this.optOutLinks = optOutLinks;
        this.suppressions = suppressions;
        this.publicUrl = publicUrl;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<List<OutgoingMessage>> compose(CompanyScope scope, List<DueMessage> due) {
        List<Long> ids = due.stream().map(message -> message.key().subjectId()).toList();
        return alerts.waiting(scope, ids)
                .flatMap(waiting -> addressed(scope, waiting))
                .flatMap(wanted -> composeAll(scope, due, wanted));
    }

    /** Those that may be sent, by the number of the alert. */
    private Uni<Map<Long, Waiting>> addressed(CompanyScope scope, List<Waiting> waiting) {
        return suppressions
                .reachable(
                        scope,
                        waiting.stream()
                                .map(alert -> alert.recipient().normalised())
                                .toList())
                .map(reachable -> waiting.stream()
                        .filter(alert -> reachable.contains(alert.recipient().normalised()))
                        .collect(Collectors.toMap(Waiting::id, Function.identity())));
    }

    private Uni<List<OutgoingMessage>> composeAll(CompanyScope scope, List<DueMessage> due, Map<Long, Waiting> wanted) {
        Map<Integer, List<DueMessage>> byRevision =
                due.stream().collect(Collectors.groupingBy(DueMessage::settingsRevision));
        return Multi.createFrom()
                .iterable(byRevision.entrySet())
                .onItem()
                .transformToUniAndConcatenate(group -> companies
                        .settings(scope, group.getKey())
                        .map(revision -> group.getValue().stream()
                                .flatMap(message -> Stream.ofNullable(
                                                wanted.get(message.key().subjectId()))
                                        .map(alert -> compose(
                                                scope, revision.orElseThrow().settings(), message, alert)))
                                .toList()))
                .collect()
                .in(ArrayList::new, List::addAll);
    }

    private OutgoingMessage compose(CompanyScope scope, CompanySettings settings, DueMessage due, Waiting alert) {
        FeedbackNews news = alert.news();
        ZoneId zone = settings.timeZone();
        String language = settings.spoken().get(0).code();
        TemplateInstance subject = Templates.subject(alert.occasion() == Occasion.LOW_RATING, news);
        Letter letter = new Letter(
                render(subject, Variant.TEXT_PLAIN, language).strip(),
                news,
                TIME.format(news.at().atZone(zone)) + " (" + zone + ")",
                settings.name(),
                optOutLinks.page(scope, alert.hashed()));
        return new OutgoingMessage.Email(
                due.key(),
                settings.sender(),
                alert.recipient().address(),
                letter.subject(),
                render(Templates.email(letter), Variant.TEXT_PLAIN, language),
                render(Templates.email(letter), Variant.TEXT_HTML, language),
                EmailHeaders.of(
                        EmailHeaders.date(due.dueAt()),
                        letter.optOut(),
                        Map.of(
                                "Message-ID",
                                "<" + due.key().idempotencyKey() + "@"
                                        + publicUrl.orElseThrow().getHost() + ">")),
                null,
                letter.optOut());
    }

    private static String render(TemplateInstance template, String contentType, String language) {
        return template.setVariant(Variant.forContentType(contentType))
                .setLocale(language)
                .render();
    }
}
