package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.analytics.FeedbackCounts;
import org.earshot.analytics.FeedbackFilter;
import org.earshot.company.Ownership;
import org.earshot.kernel.ObjectId;

/** Reads activity feedback (A6, A8). */
@Singleton
class ActivityFeedbackQueries {

    static final String PATH = "/v1/activity-feedback-v2";

    /** A part of a list: the whole's length, and the link that leads on; empty if the list ends here. */
    record Slice(List<ActivityFeedback> feedback, long total, String links) {}

    private final ActivityFeedbackRepository feedback;
    private final FeedbackCounts counts;
    private final Ownership ownership;

    ActivityFeedbackQueries(ActivityFeedbackRepository feedback, FeedbackCounts counts, Ownership ownership) {
        this.feedback = feedback;
        this.counts = counts;
        this.ownership = ownership;
    }

    /** Feedback by its name, among the companies within reach. */
    Uni<Optional<ActivityFeedback>> find(CompanyReach reach, ObjectId id) {
        return feedback.find(reach, id);
    }

    /**
     * A part of what is found within reach.
     *
     * @param asked the parameters of the call, which the links repeat
     */
    Uni<Slice> list(CompanyReach reach, ActivitySearch search, Map<String, List<String>> asked) {
        return visible(reach, search)
                .flatMap(visible -> visible.map(known -> slice(reach, known, asked))
                        .orElseGet(() -> Uni.createFrom().item(new Slice(List.of(), 0, ""))));
    }

    /** The same search for namespaces within reach alone; empty if it asks for others, and so finds nothing. */
    Uni<Optional<ActivitySearch>> visible(CompanyReach reach, ActivitySearch search) {
        return ownership.labels(reach, search.namespaces()).map(known -> known.map(search::withNamespaces));
    }

    /** One more than asked for tells whether the list goes on. */
    private Uni<Slice> slice(CompanyReach reach, ActivitySearch search, Map<String, List<String>> asked) {
        int size = search.page().size();
        return place(reach, search)
                .flatMap(place -> place.total() <= search.skip()
                        ? Uni.createFrom().item(new Slice(List.of(), place.total(), ""))
                        : feedback.list(reach, search, place, size + 1).map(found -> {
                            List<ActivityFeedback> shown =
                                    found.stream().limit(size).toList();
                            String links = found.size() > size ? search.next(PATH, asked, shown.get(size - 1)) : "";
                            return new Slice(shown, place.total(), links);
                        }));
    }

    /** Where the page begins, and how long the list is: looked up if it is counted anyway, or else counted now. */
    private Uni<Place> place(CompanyReach reach, ActivitySearch search) {
        Optional<FeedbackFilter> counted = reach.everyCompany() ? Optional.empty() : search.counted();
        if (counted.isEmpty()) {
            return feedback.count(reach, search).map(total -> Place.fromBeginning(total, search.skip()));
        }
        return search.skip() > 0 && search.byCreation()
                ? counts.byDay(reach, counted.get(), search.satisfaction())
                        .map(days -> Place.within(days, search.order().ascending(), search.skip()))
                : counts.total(reach, counted.get(), search.satisfaction())
                        .map(total -> Place.fromBeginning(total, search.skip()));
    }
}
