package org.earshot.alert;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.Channel;
import org.earshot.delivery.Outbox;
import org.earshot.kernel.ObjectId;
import org.earshot.template.NotificationSettings;

/** Queues an email to each of those who want to hear of feedback; joins the transaction that records or changes it (A34). */
@Singleton
public class FeedbackAlerts {

    private final AlertRepository alerts;
    private final Outbox outbox;

    FeedbackAlerts(AlertRepository alerts, Outbox outbox) {
        this.alerts = alerts;
        this.outbox = outbox;
    }

    /**
     * Tells of feedback that was recorded, if its template's settings say so.
     *
     * @param news written only if somebody is told
     */
    public Uni<Void> recorded(
            SqlConnection transaction,
            CompanyScope scope,
            NotificationSettings wishes,
            int rating,
            Supplier<FeedbackNews> news) {
        return queue(transaction, scope, wishes, Occasion.ofNew(wishes, rating), news);
    }

    /**
     * Tells of feedback that was changed, if only now its rating is low.
     *
     * @param news written only if somebody is told
     */
    public Uni<Void> changed(
            SqlConnection transaction,
            CompanyScope scope,
            NotificationSettings wishes,
            int ratingBefore,
            int rating,
            Supplier<FeedbackNews> news) {
        return queue(transaction, scope, wishes, Occasion.ofChange(wishes, ratingBefore, rating), news);
    }

    private Uni<Void> queue(
            SqlConnection transaction,
            CompanyScope scope,
            NotificationSettings wishes,
            Optional<Occasion> occasion,
            Supplier<FeedbackNews> written) {
        List<Addressee> recipients = Addressee.each(wishes.recipients());
        if (occasion.isEmpty() || recipients.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        FeedbackNews news = written.get();
        long feedback = ObjectId.parse(news.id()).orElseThrow().number();
        return alerts.insert(transaction, scope, feedback, occasion.get(), news, recipients)
                .flatMap(ids -> outbox.queueAll(
                        transaction,
                        scope,
                        AlertComposer.KIND,
                        ids.stream()
                                .map(id -> new Outbox.Entry(id, Channel.EMAIL, news.at()))
                                .toList()));
    }
}
