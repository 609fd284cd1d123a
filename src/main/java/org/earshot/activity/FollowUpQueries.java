package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.activity.FollowUpRepository.Found;
import org.earshot.company.Ownership;

/** Reads what is to be done about feedback (A32). */
@Singleton
class FollowUpQueries {

    static final String PATH = "/v1/follow-ups";

    /** A part of the list: the whole's length, and the link that leads on; empty if the list ends here. */
    record Slice(List<FollowUp> followUps, long total, String links) {}

    private final FollowUpRepository followUps;
    private final Ownership ownership;

    FollowUpQueries(FollowUpRepository followUps, Ownership ownership) {
        this.followUps = followUps;
        this.ownership = ownership;
    }

    /**
     * A part of what is found within reach.
     *
     * @param asked the parameters of the call, which the links repeat
     */
    Uni<Slice> list(CompanyReach reach, FollowUpSearch search, Map<String, List<String>> asked) {
        return ownership
                .labels(reach, search.namespaces())
                .flatMap(known -> known.map(labels -> slice(reach, search.withNamespaces(labels), asked))
                        .orElseGet(() -> Uni.createFrom().item(new Slice(List.of(), 0, ""))));
    }

    /** One more than asked for tells whether the list goes on. */
    private Uni<Slice> slice(CompanyReach reach, FollowUpSearch search, Map<String, List<String>> asked) {
        int size = search.page().size();
        return followUps
                .count(reach, search)
                .flatMap(total -> followUps.list(reach, search, size + 1).map(found -> {
                    List<Found> shown = found.stream().limit(size).toList();
                    String links = found.size() > size
                            ? ActivitySearch.next(
                                    PATH,
                                    asked,
                                    search.page().number() + 1,
                                    Optional.of(shown.get(size - 1).place()))
                            : "";
                    return new Slice(shown.stream().map(Found::followUp).toList(), total, links);
                }));
    }
}
