package org.earshot.activity;

import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyReach;

/** Walks through activity feedback, however much there is, for who takes all of it along (A33). */
@Singleton
class ActivityExportQueries {

    /** How far somebody has come. */
    private static final class Walk {

        private ActivitySearch rest;

        Walk(ActivitySearch all) {
            this.rest = all;
        }

        void passed(List<ActivityFeedback> batch) {
            if (!batch.isEmpty()) {
                rest = rest.after(batch.get(batch.size() - 1));
            }
        }
    }

    private final ActivityFeedbackQueries queries;
    private final ActivityFeedbackRepository feedback;
    private final Clock clock;

    ActivityExportQueries(ActivityFeedbackQueries queries, ActivityFeedbackRepository feedback, Clock clock) {
        this.queries = queries;
        this.feedback = feedback;
        this.clock = clock;
    }

    /**
     * All that is found within reach and was there at the beginning, in batches, at least one. A batch is read when it is
     * asked for, on a connection that is given back before the batch is passed on; so a walk ends when nobody asks for more.
     */
    Multi<List<ActivityFeedback>> batches(CompanyReach reach, ActivitySearch search) {
        return queries.visible(reach, search)
                .onItem()
                .transformToMulti(visible -> visible.map(known -> walk(reach, known))
                        .orElseGet(() -> Multi.createFrom().item(List.of())));
    }

    private Multi<List<ActivityFeedback>> walk(CompanyReach reach, ActivitySearch search) {
        Instant beginning = clock.instant();
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new Walk(search),
                        walk -> feedback.batch(reach, walk.rest, beginning).invoke(walk::passed))
                .whilst(batch -> batch.size() == search.page().size());
    }
}
