package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory;
import org.earshot.delivery.Outbox;
import org.earshot.delivery.SettledMessage;
import org.earshot.feedbackrequest.FeedbackRequestRepository.Unanswered;

/**
 * Queues reminders: the first when an invitation has left, each other one when the one before it has. So there is never
 * more than one waiting, and what becomes of it is decided when it is due.
 */
@Singleton
class Reminders {

    static final String KIND = "reminder";

    private final FeedbackRequestRepository requests;
    private final CompanyDirectory companies;
    private final Outbox outbox;

    Reminders(FeedbackRequestRepository requests, CompanyDirectory companies, Outbox outbox) {
        this.requests = requests;
        this.companies = companies;
        this.outbox = outbox;
    }

    /** Queues the first reminder to each of these invitations' requests that has not been answered. */
    Uni<Void> queueFirst(SqlConnection transaction, CompanyScope scope, List<SettledMessage> invitations) {
        return queueNext(
                transaction,
                scope,
                invitations,
                Uni.createFrom()
                        .item(() -> invitations.stream()
                                .collect(Collectors.toMap(
                                        message -> message.key().subjectId(),
                                        SettledMessage::at,
                                        (one, other) -> one))));
    }

    /** Queues another reminder to each of these reminders' requests that has not been answered. */
    Uni<Void> queueAnother(SqlConnection transaction, CompanyScope scope, List<SettledMessage> reminders) {
        return queueNext(transaction, scope, reminders, requests.delivered(transaction, scope, subjects(reminders)));
    }

    /**
     * Queues what comes next by the schedule that is in force now.
     *
     * @param sentAt request → when its invitation was sent
     */
    private Uni<Void> queueNext(
            SqlConnection transaction,
            CompanyScope scope,
            List<SettledMessage> settled,
            Uni<Map<Long, Instant>> sentAt) {
        if (settled.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = settled.get(0).at();
        return companies.settings(transaction, scope).flatMap(revision -> {
            var schedule =
                    new ReminderSchedule(revision.orElseThrow().settings().reminderDays());
            return sentAt.flatMap(sent -> requests.unanswered(transaction, scope, subjects(settled))
                    .map(found -> found.stream()
                            .flatMap(request -> entry(schedule, request, sent, now))
                            .toList())
                    .flatMap(entries -> entries.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : outbox.queueAll(transaction, scope, KIND, entries)));
        });
    }

    private static Stream<Outbox.Entry> entry(
            ReminderSchedule schedule, Unanswered request, Map<Long, Instant> sentAt, Instant now) {
        return Stream.concat(request.arrivedAt().stream(), Stream.ofNullable(sentAt.get(request.requestId())))
                .min(Comparator.naturalOrder())
                .flatMap(sent -> schedule.next(request.createdAt(), sent, now))
                .map(due -> new Outbox.Entry(request.requestId(), request.channel(), due))
                .stream();
    }

    private static List<Long> subjects(List<SettledMessage> messages) {
        return messages.stream().map(message -> message.key().subjectId()).toList();
    }
}
