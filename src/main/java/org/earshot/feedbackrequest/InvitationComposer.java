package org.earshot.feedbackrequest;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanySettings;
import org.earshot.delivery.DueMessage;
import org.earshot.delivery.MessageComposer;
import org.earshot.delivery.OutgoingMessage;
import org.jspecify.annotations.Nullable;

/** Writes the email or text message that asks somebody for feedback. */
@Singleton
class InvitationComposer implements MessageComposer {

    static final String KIND = "invitation";

    /** What the templates show. */
    record Invitation(
            String author, String company, @Nullable String staffName, URI link) {}

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance subject(Invitation invitation);

        /** Comes as HTML and as plain text. */
        static native TemplateInstance email(Invitation invitation);

        static native TemplateInstance sms(Invitation invitation);
    }

    private final FeedbackRequestRepository requests;
    private final CompanyDirectory companies;
    private final FeedbackLinks links;
    private final Clock clock;

    InvitationComposer(
            FeedbackRequestRepository requests, CompanyDirectory companies, FeedbackLinks links, Clock clock) {
        this.requests = requests;
        this.companies = companies;
        this.links = links;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<List<OutgoingMessage>> compose(CompanyScope scope, List<DueMessage> due) {
        Map<Integer, List<DueMessage>> byRevision =
                due.stream().collect(Collectors.groupingBy(DueMessage::settingsRevision));
        return Multi.createFrom()
                .iterable(byRevision.entrySet())
                .onItem()
                .transformToUniAndConcatenate(group -> companies
                        .settings(scope, group.getKey())
                        .flatMap(revision ->
                                composeAll(scope, revision.orElseThrow().settings(), group.getValue())))
                .collect()
                .in(ArrayList::new, List::addAll);
    }

    private Uni<List<OutgoingMessage>> composeAll(CompanyScope scope, CompanySettings settings, List<DueMessage> due) {
        List<Long> ids = due.stream().map(message -> message.key().subjectId()).toList();
        return requests.invitations(scope, ids, clock.instant().minus(FeedbackRequest.LIFE))
                .map(found -> {
                    Map<Long, FeedbackRequestRepository.Invitation> byId = found.stream()
                            .collect(Collectors.toMap(
                                    FeedbackRequestRepository.Invitation::requestId, Function.identity()));
                    return due.stream()
                            .flatMap(message -> Stream.ofNullable(
                                            byId.get(message.key().subjectId()))
                                    .map(request -> compose(settings, message, request)))
                            .toList();
                });
    }

    private OutgoingMessage compose(
            CompanySettings settings, DueMessage due, FeedbackRequestRepository.Invitation request) {
        URI link = links.page(links.token(due.key().company(), request.requestId(), request.linkKeyVersion()));
        Invitation invitation = new Invitation(request.author(), settings.name(), request.staffName(), link);
        String destination = request.destination().value();
        String language = settings.spoken().get(0).code();
        return switch (due.channel()) {
            case EMAIL ->
                new OutgoingMessage.Email(
                        due.key(),
                        settings.sender(),
                        destination,
                        Templates.subject(invitation)
                                .setLocale(language)
                                .render()
                                .strip(),
                        email(invitation, language, "text/plain"),
                        email(invitation, language, "text/html"),
                        headers(due),
                        link);
            case SMS ->
                new OutgoingMessage.Sms(
                        due.key(),
                        destination,
                        Templates.sms(invitation).setLocale(language).render().strip(),
                        link);
        };
    }

    private static String email(Invitation invitation, String language, String contentType) {
        return Templates.email(invitation)
                .setLocale(language)
                .setVariant(Variant.forContentType(contentType))
                .render();
    }

    /** Fixed by what the first claim fixed, so that every attempt carries the same. */
    private Map<String, String> headers(DueMessage due) {
        return Map.of(
                "Message-ID",
                "<" + due.key().idempotencyKey() + "@" + links.host() + ">",
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(due.dueAt().atOffset(ZoneOffset.UTC)),
                "Auto-Submitted",
                "auto-generated");
    }
}
