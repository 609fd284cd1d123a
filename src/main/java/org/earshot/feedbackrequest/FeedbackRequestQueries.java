package org.earshot.feedbackrequest;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory;
import org.earshot.kernel.Page;

/** Reads requests. */
@Singleton
public class FeedbackRequestQueries {

    /** A page of requests, and how many there are in all. */
    record Slice(List<FeedbackRequestView> requests, long total) {}

    private final FeedbackRequestRepository requests;
    private final CompanyDirectory companies;
    private final Clock clock;

    FeedbackRequestQueries(FeedbackRequestRepository requests, CompanyDirectory companies, Clock clock) {
        this.requests = requests;
        this.companies = companies;
        this.clock = clock;
    }

    /** A request by its number, if it lies within reach (W35). */
    public Uni<Optional<FeedbackRequestView>> find(CompanyReach reach, long id) {
        return requests.view(reach, id, clock.instant());
    }

    /** A page of a company's requests, newest first; fails with FORBIDDEN for an unknown company (W43, W44). */
    Uni<Slice> newest(CompanyScope scope, Page page) {
        return requests.newest(scope, page.size(), page.skip(), clock.instant())
                .flatMap(list -> requests.count(scope).map(total -> new Slice(list, total)))
                .call(slice -> slice.total() > 0 ? Uni.createFrom().voidItem() : checkExists(scope));
    }

    /** Fails with FORBIDDEN for an unknown company: an operator's reach includes companies that do not exist. */
    Uni<Void> checkExists(CompanyScope scope) {
        return companies.demand(scope).replaceWithVoid();
    }

    /** What the page behind a link shows; empty once the link is dead (W65). */
    @WithSession
    public Uni<Optional<AskedFeedback>> byLink(String link) {
        Instant bornAfter = clock.instant().minus(FeedbackRequest.LIFE);
        return FeedbackLinks.read(link)
                .map(found -> requests.findByLink(found.scope(), found.hash(), bornAfter)
                        .map(request -> request.map(known -> AskedFeedback.of(found.scope(), known))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }
}
