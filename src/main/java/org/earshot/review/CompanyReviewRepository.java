package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earshot.access.CompanyScope;

/** A company's reviews as they are listed. */
@Singleton
class CompanyReviewRepository implements PanacheRepositoryBase<Review, Review.Key> {

    private static final String NEWEST_FIRST =
            " order by submittedAt desc, case when source is null then 0 else 1 end, id desc";

    /** How many reviews are found in all, wherever in them the caller is. */
    Uni<Long> count(CompanyScope scope, ReviewSearch search) {
        Map<String, Object> parameters = new HashMap<>();
        return count(filter(scope, search, parameters), parameters);
    }

    /** Some of the reviews that are found, newest first, own before third-party ones (W62). */
    Uni<List<Review>> newest(CompanyScope scope, ReviewSearch search, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        String query = filter(scope, search, parameters) + below(search, parameters) + NEWEST_FIRST;
        int skip = search.after() == null ? Math.toIntExact(search.page().skip()) : 0;
        return find(query, parameters).range(skip, skip + limit - 1).list();
    }

    private static String filter(CompanyScope scope, ReviewSearch search, Map<String, Object> parameters) {
        StringBuilder query = new StringBuilder("companyId = :company and status = :status");
        parameters.put("company", scope.companyId());
        parameters.put("status", search.status());
        LocalDate from = search.from();
        if (from != null) {
            query.append(" and submittedAt >= :from");
            parameters.put("from", from.atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        LocalDate to = search.to();
        if (to != null) {
            query.append(" and submittedAt < :till");
            parameters.put("till", to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        if (!search.ratings().isEmpty()) {
            query.append(" and score in :ratings");
            parameters.put("ratings", search.ratings());
        }
        return query.toString();
    }

    /** Says the first comparison twice, since only without the {@code or} is it looked up in the index. */
    private static String below(ReviewSearch search, Map<String, Object> parameters) {
        ReviewMark mark = search.after();
        if (mark == null) {
            return "";
        }
        parameters.put("at", mark.submitted());
        parameters.put("id", mark.id().number());
        return " and submittedAt <= :at and (submittedAt < :at or "
                + (mark.id().thirdParty() ? "source is not null and id < :id)" : "source is not null or id < :id)");
    }
}
