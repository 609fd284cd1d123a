package org.earshot.review;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.company.PersonalData;
import org.earshot.company.Recipient;
import org.earshot.feedbackrequest.DeletionListener;
import org.earshot.feedbackrequest.RequestsOfRecipient;

/**
 * What is kept of those who wrote a review on request: the review, and what moderators decided on it and why. A review
 * from elsewhere is nobody's whom the company could be asked about: it came without an address.
 */
@Singleton
@Priority(PersonalDataOfReviews.FLOOR)
class PersonalDataOfReviews implements PersonalData, DeletionListener {

    static final int FLOOR = 200;

    private static final String REVIEWS = "reviews";

    private final RequestsOfRecipient requests;
    private final ReviewErasureRepository reviews;

    PersonalDataOfReviews(RequestsOfRecipient requests, ReviewErasureRepository reviews) {
        this.requests = requests;
        this.reviews = reviews;
    }

    @Override
    public Set<String> columns() {
        return Set.of(
                "review.author_name",
                "review.author_email",
                "review.author_business",
                "review.author_job",
                "review.title",
                "review.text",
                "review.flag_reasons",
                "review_event.reason",
                "review_reply.text",
                "nhs_submission.reason");
    }

    @Override
    public Uni<Map<String, List<Long>>> find(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return requests.ids(transaction, scope, recipient)
                .flatMap(ids -> reviews.ofRequests(transaction, scope, ids))
                .map(found -> Map.of(REVIEWS, found));
    }

    @Override
    public Uni<Map<String, List<Object>>> export(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return requests.ids(transaction, scope, recipient)
                .flatMap(ids -> reviews.export(transaction, scope, ids))
                .map(found -> Map.of(REVIEWS, List.copyOf(found)));
    }

    @Override
    public Uni<Map<String, List<Long>>> erase(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return requests.ids(transaction, scope, recipient)
                .flatMap(ids -> reviews.delete(transaction, scope, ids))
                .map(erased -> Map.of(REVIEWS, erased));
    }

    @Override
    public Uni<Void> beforeDeletion(SqlConnection transaction, CompanyScope scope, List<Long> requestIds) {
        return reviews.delete(transaction, scope, requestIds).replaceWithVoid();
    }
}
