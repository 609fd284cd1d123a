package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.company.Recipient;

/** Finds the requests that went to somebody, for those who keep something because of a request. */
@Singleton
public class RequestsOfRecipient {

    private final RequestErasureRepository requests;

    RequestsOfRecipient(RequestErasureRepository requests) {
        this.requests = requests;
    }

    /** The numbers of all of a company's requests to a recipient, redacted ones too. */
    public Uni<List<Long>> ids(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return requests.ofRecipient(transaction, scope, recipient);
    }
}
