package org.earshot.feedbackrequest;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * On which days after the invitation somebody who has not answered is reminded (W67).
 *
 * @param days counted from the sending of the invitation
 */
record ReminderSchedule(List<Integer> days) {

    /** A reminder that is late must not be followed by the next one at its heels. */
    private static final Duration LEAST_DISTANCE = Duration.ofHours(12);

    /**
     * When the next reminder is due; empty if none is left. What the service missed while it was away is not made up for,
     * and nothing is due once the request's life has ended.
     */
    Optional<Instant> next(Instant created, Instant sent, Instant now) {
        return days.stream()
                .map(day -> sent.plus(Duration.ofDays(day)))
                .filter(due -> !due.isBefore(now.plus(LEAST_DISTANCE)))
                .filter(due -> due.isBefore(created.plus(FeedbackRequest.LIFE)))
                .min(Comparator.naturalOrder());
    }
}
