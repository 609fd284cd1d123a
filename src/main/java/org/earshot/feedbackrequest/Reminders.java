package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
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

    /**
     * Queues the next reminder to each of these messages' requests that has not been answered, by the schedule that is in
     * force now.
     */
    Uni<Void> queueNext(SqlConnection transaction, CompanyScope scope, List<SettledMessage> settled) {
        if (settled.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = settled.get(0).at();
        List<Long> ids =
                settled.stream().map(message -> message.key().subjectId()).toList();
        return companies.settings(transaction, scope).flatMap(revision -> {
            var schedule =
                    new ReminderSchedule(revision.orElseThrow().settings().reminderDays());
            return requests.unanswered(transaction, scope, ids)
                    .map(found -> found.stream()
                            .flatMap(request -> entry(schedule, request, now))
                            .toList())
                    .flatMap(entries -> entries.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : outbox.queueAll(transaction, scope, KIND, entries));
        });
    }

    private static Stream<Outbox.Entry> entry(ReminderSchedule schedule, Unanswered request, Instant now) {
        return schedule
                .next(request.createdAt(), request.sentAt(), now)
                .map(due -> new Outbox.Entry(request.requestId(), request.channel(), due))
                .stream();
    }
}
