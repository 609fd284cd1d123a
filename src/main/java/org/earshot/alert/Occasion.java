package org.earshot.alert;

import java.util.Optional;
import org.earshot.template.NotificationSettings;

/** Why somebody is told of feedback; one email is enough, whatever speaks for it (A34). */
enum Occasion {
    LOW_RATING,
    COMPLETION;

    /** Of feedback that was recorded; empty if nobody wants to hear of it. */
    static Optional<Occasion> ofNew(NotificationSettings wishes, int rating) {
        if (wishes.onLowRating() && isLow(wishes, rating)) {
            return Optional.of(LOW_RATING);
        }
        return wishes.onCompletion() ? Optional.of(COMPLETION) : Optional.empty();
    }

    /** Of feedback that was changed: only that its rating is low now, and was not before. */
    static Optional<Occasion> ofChange(NotificationSettings wishes, int before, int now) {
        return wishes.onLowRating() && isLow(wishes, now) && !isLow(wishes, before)
                ? Optional.of(LOW_RATING)
                : Optional.empty();
    }

    private static boolean isLow(NotificationSettings wishes, int rating) {
        return rating <= wishes.lowRatingThreshold();
    }
}
