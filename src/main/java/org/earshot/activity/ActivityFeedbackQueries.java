package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.company.Ownership;
import org.earshot.kernel.ObjectId;

/** Reads activity feedback (A6, A8). */
@Singleton
class ActivityFeedbackQueries {

    static final String PATH = "/v1/activity-feedback-v2";

    /** A part of a list: the whole's length, and the link that leads on; empty if the list ends here. */
    record Slice(List<ActivityFeedback> feedback, long total, String links) {}

    private final ActivityFeedbackRepository feedback;
    private final Ownership ownership;

    ActivityFeedbackQueries(ActivityFeedbackRepository feedback, Ownership ownership) {
        this.feedback = feedback;
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
        if (search.namespaces().isEmpty()) {
            return slice(reach, search, asked);
        }
        return ownership
                .within(reach, search.namespaces())
                .flatMap(known -> known.isEmpty()
                        ? Uni.createFrom().item(new Slice(List.of(), 0, ""))
                        : slice(reach, search.withNamespaces(List.copyOf(known.keySet())), asked));
    }

    /** One more than asked for tells whether the list goes on. */
    private Uni<Slice> slice(CompanyReach reach, ActivitySearch search, Map<String, List<String>> asked) {
        int size = search.page().size();
        return feedback.count(reach, search)
                .flatMap(total -> total <= search.skip()
                        ? Uni.createFrom().item(new Slice(List.of(), total, ""))
                        : feedback.list(reach, search, size + 1).map(found -> {
                            List<ActivityFeedback> shown =
                                    found.stream().limit(size).toList();
                            String links = found.size() > size ? search.next(PATH, asked, shown.get(size - 1)) : "";
                            return new Slice(shown, total, links);
                        }));
    }
}
