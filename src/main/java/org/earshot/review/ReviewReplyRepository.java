package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.earshot.access.CompanyScope;

/** What companies answer to reviews. Whoever changes a reply holds the lock of its review. */
@Singleton
class ReviewReplyRepository implements PanacheRepositoryBase<ReviewReply, Review.Key> {

    /** The reply to a company's review. */
    Uni<Optional<ReviewReply>> find(CompanyScope scope, long reviewId) {
        return find("companyId = ?1 and id = ?2", scope.companyId(), reviewId)
                .firstResult()
                .map(Optional::ofNullable);
    }
}
