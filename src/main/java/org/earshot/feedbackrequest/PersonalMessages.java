package org.earshot.feedbackrequest;

import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanySettings;
import org.earshot.delivery.DueMessage;
import org.earshot.delivery.EmailHeaders;
import org.earshot.delivery.MessageKey;
import org.earshot.delivery.OptOutLinks;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.delivery.Suppressions;
import org.earshot.feedbackrequest.FeedbackRequestRepository.Invitation;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages that carry the personal link of a request. One to somebody who opted out, or who cannot be reached,
 * is left out, whoever wants it written (W68).
 */
@Singleton
class PersonalMessages {

    /** What the templates show. */
    @TemplateData
    record Letter(String author, String company, @Nullable String staffName, String link, String optOut) {

        /** Whether the templates name somebody. */
        boolean namesStaff() {
            return staffName != null && !staffName.isEmpty();
        }
    }

    /** What distinguishes one kind of message from another. */
    interface Wording {
        TemplateInstance subject(Letter letter);

        /** Comes as HTML and as plain text. */
        TemplateInstance email(Letter letter);

        TemplateInstance sms(Letter letter);

        /** The headers that name the message and those that it follows. */
        Map<String, String> thread(MessageKey key, String host);
    }

    private final FeedbackRequestRepository requests;
    private final CompanyDirectory companies;
    private final FeedbackLinks links;
    private final OptOutLinks optOutLinks;
    private final Suppressions suppressions;
    private final Clock clock;

    PersonalMessages(
            FeedbackRequestRepository requests,
            CompanyDirectory companies,
            FeedbackLinks links,
            OptOutLinks optOutLinks,
            Suppressions suppressions,
            Clock clock) {
        this.requests = requests;
        this.companies = companies;
        this.links = links;
        this.optOutLinks = optOutLinks;
        this.suppressions = suppressions;
        this.clock = clock;
    }

    /** The messages that are due to those requests that are in one of these states and not too old. */
    Uni<List<OutgoingMessage>> compose(
            CompanyScope scope, List<DueMessage> due, Set<RequestState> states, Wording wording) {
        Map<Integer, List<DueMessage>> byRevision =
                due.stream().collect(Collectors.groupingBy(DueMessage::settingsRevision));
        return Multi.createFrom()
                .iterable(byRevision.entrySet())
                .onItem()
                .transformToUniAndConcatenate(group -> companies
                        .settings(scope, group.getKey())
                        .flatMap(revision -> wanted(scope, group.getValue(), states)
                                .map(wanted -> composeAll(
                                        scope, revision.orElseThrow().settings(), group.getValue(), wanted, wording))))
                .collect()
                .in(ArrayList::new, List::addAll);
    }

    private Uni<List<Invitation>> wanted(CompanyScope scope, List<DueMessage> due, Set<RequestState> states) {
        List<Long> ids = due.stream().map(message -> message.key().subjectId()).toList();
        return requests.invitations(scope, ids, states, clock.instant().minus(FeedbackRequest.LIFE))
                .flatMap(found -> suppressions
                        .reachable(
                                scope,
                                found.stream()
                                        .map(request -> request.destination().normalised())
                                        .toList())
                        .map(reachable -> found.stream()
                                .filter(request ->
                                        reachable.contains(request.destination().normalised()))
                                .toList()));
    }

    private List<OutgoingMessage> composeAll(
            CompanyScope scope,
            CompanySettings settings,
            List<DueMessage> due,
            List<Invitation> wanted,
            Wording wording) {
        Map<Long, Invitation> byId =
                wanted.stream().collect(Collectors.toMap(Invitation::requestId, Function.identity()));
        Forms forms = new Forms(wording, settings.spoken().get(0).code());
        return due.stream()
                .flatMap(message -> Stream.ofNullable(byId.get(message.key().subjectId()))
                        .map(request -> compose(scope, settings, message, request, wording, forms)))
                .toList();
    }

    private OutgoingMessage compose(
            CompanyScope scope,
            CompanySettings settings,
            DueMessage due,
            Invitation request,
            Wording wording,
            Forms forms) {
        String link = links.page(links.token(scope.company(), request.requestId(), request.linkKeyVersion()));
        String optOut = optOutLinks.page(scope, request.recipient());
        Letter letter = new Letter(request.author(), settings.name(), request.staffName(), link, optOut);
        String destination = request.destination().value();
        return switch (due.channel()) {
            case EMAIL -> {
                Forms.Email form = forms.email(letter);
                yield new OutgoingMessage.Email(
                        due.key(),
                        settings.sender(),
                        destination,
                        form.subject().fill(letter),
                        form.text().fill(letter),
                        form.html().fill(letter),
                        headers(due, forms.date(due.dueAt()), wording, optOut),
                        link,
                        optOut);
            }
            case SMS ->
                new OutgoingMessage.Sms(
                        due.key(), destination, forms.sms(letter).fill(letter), link, optOut);
        };
    }

    /** The forms of one wording in one language, each rendered when it is needed first. */
    private static final class Forms {

        private record Email(FormLetter subject, FormLetter text, FormLetter html) {}

        private final Wording wording;
        private final String language;
        private final Map<Boolean, Email> emails = new HashMap<>();
        private final Map<Boolean, FormLetter> texts = new HashMap<>();
        private final Map<Long, String> dates = new HashMap<>();

        private Forms(Wording wording, String language) {
            this.wording = wording;
            this.language = language;
        }

        /** The moment as emails tell it: to the second, which many that were asked together share. */
        private String date(Instant at) {
            return dates.computeIfAbsent(
                    at.getEpochSecond(), second -> EmailHeaders.date(Instant.ofEpochSecond(second)));
        }

        private Email email(Letter letter) {
            return emails.computeIfAbsent(letter.namesStaff(), named -> {
                Letter gaps = FormLetter.withGaps(letter);
                return new Email(
                        FormLetter.ofText(render(wording.subject(gaps)).strip()),
                        FormLetter.ofText(render(part(gaps, Variant.TEXT_PLAIN))),
                        FormLetter.ofHtml(render(part(gaps, Variant.TEXT_HTML))));
            });
        }

        private FormLetter sms(Letter letter) {
            return texts.computeIfAbsent(
                    letter.namesStaff(),
                    named -> FormLetter.ofText(
                            render(wording.sms(FormLetter.withGaps(letter))).strip()));
        }

        private TemplateInstance part(Letter gaps, String contentType) {
            return wording.email(gaps).setVariant(Variant.forContentType(contentType));
        }

        private String render(TemplateInstance template) {
            return template.setLocale(language).render();
        }
    }

    /** Fixed by what the first claim fixed, so that every attempt carries the same, in the same order. */
    private Map<String, String> headers(DueMessage due, String date, Wording wording, String optOut) {
        return EmailHeaders.of(date, optOut, wording.thread(due.key(), links.host()));
    }
}
