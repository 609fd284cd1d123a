package org.earshot.analytics;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.OptionalInt;
import org.earshot.access.CompanyReach;

/** How much feedback there is, from the counts: lists of it take their totals and their far pages from here (A24). */
@Singleton
public class FeedbackCounts {

    private final AnalyticsRepository analytics;

    FeedbackCounts(AnalyticsRepository analytics) {
        this.analytics = analytics;
    }

    /**
     * The number of pieces of feedback that the companies within reach have.
     *
     * @param filter of one slice and all days
     * @param satisfaction which they have; any, if empty
     */
    public Uni<Long> total(CompanyReach reach, FeedbackFilter filter, OptionalInt satisfaction) {
        return analytics.total(reach, filter, satisfaction);
    }

    /** The same by the day of creation, in UTC; days without any are missing. */
    public Uni<NavigableMap<LocalDate, Long>> byDay(
            CompanyReach reach, FeedbackFilter filter, OptionalInt satisfaction) {
        return analytics.byDay(reach, filter, satisfaction);
    }
}
