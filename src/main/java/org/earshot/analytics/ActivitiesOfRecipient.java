package org.earshot.analytics;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.company.Recipient;
import org.earshot.feedbackrequest.RequestsOfRecipient;

/** Finds the activities about which somebody was asked, for those who keep something of such activities. */
@Singleton
public class ActivitiesOfRecipient {

    private final RequestsOfRecipient requests;
    private final AnalyticsRepository analytics;

    ActivitiesOfRecipient(RequestsOfRecipient requests, AnalyticsRepository analytics) {
        this.requests = requests;
        this.analytics = analytics;
    }

    /** The ids of the activities about which a recipient was asked, and nobody else ever. */
    public Uni<List<String>> ids(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return requests.ids(transaction, scope, recipient)
                .flatMap(asked -> analytics.activitiesAskedOnce(transaction, scope, asked));
    }
}
