package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.earshot.access.CompanyScope;

/** The log of what happened to reviews; the database lets nobody change it. */
@Singleton
class ReviewEventRepository implements PanacheRepositoryBase<ReviewEvent, Review.Key> {

    /** Appends to the log, in this order. */
    Uni<Void> append(List<ReviewEvent> events) {
        return getSession()
                .flatMap(session -> session.createNativeQuery(
                                "select nextval('review_event_id') from generate_series(1, " + events.size() + ")",
                                Long.class)
                        .getResultList()
                        .flatMap(ids -> {
                            List<Long> ascending = ids.stream().sorted().toList();
                            for (int i = 0; i < events.size(); i++) {
                                events.get(i).id = ascending.get(i);
                            }
                            return session.persistAll(events.toArray());
                        }));
    }

    /** All that happened to a company's review, oldest first. */
    Uni<List<ReviewEvent>> of(CompanyScope scope, long reviewId) {
        return list("companyId = ?1 and reviewId = ?2 order by id", scope.companyId(), reviewId);
    }
}
