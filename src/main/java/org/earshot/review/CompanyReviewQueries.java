package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory;

/** Lists a company's reviews (W57–W63). */
@Singleton
public class CompanyReviewQueries {

    /** A part of a list: the whole's length, and the links that lead through it. */
    record Slice(List<ReviewView> reviews, long total, String links) {}

    private final CompanyReviewRepository reviews;
    private final CompanyDirectory companies;

    CompanyReviewQueries(CompanyReviewRepository reviews, CompanyDirectory companies) {
        this.reviews = reviews;
        this.companies = companies;
    }

    /**
     * The reviews of a company that are in one status, newest first; fails with FORBIDDEN for an unknown company, which
     * an operator's token reaches too, and with INVALID.
     */
    Uni<Slice> list(CompanyScope scope, String status, Map<String, String> asked) {
        return companies.demand(scope).flatMap(known -> {
            ReviewSearch search = ReviewSearch.parse(status, asked);
            return Panache.withSession(() -> reviews.count(scope, search)
                    .flatMap(total -> part(scope, search, total).map(found -> slice(scope, search, total, found))));
        });
    }

    /** One more than asked for, which tells whether the list goes on. */
    private Uni<List<Review>> part(CompanyScope scope, ReviewSearch search, long total) {
        boolean beyond = search.after() == null && search.page().skip() >= total;
        return beyond
                ? Uni.createFrom().item(List.of())
                : reviews.newest(scope, search, search.page().size() + 1);
    }

    private static Slice slice(CompanyScope scope, ReviewSearch search, long total, List<Review> found) {
        List<Review> shown = found.stream().limit(search.page().size()).toList();
        Optional<ReviewMark> next = found.size() > shown.size()
                ? Optional.of(ReviewMark.of(shown.get(shown.size() - 1)))
                : Optional.empty();
        String path = "/company/" + scope.companyId() + "/reviews/"
                + search.status().name().toLowerCase(Locale.ROOT);
        return new Slice(shown.stream().map(ReviewView::of).toList(), total, search.links(path, total, next));
    }
}
