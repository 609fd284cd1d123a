package org.earshot.feedbackrequest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that was sent and that asks about an activity (W34a), in the words of the request; what these leave out
 * is null.
 */
public record Invited(
        long requestId,
        String activityId,
        @Nullable String activityType,
        @Nullable String rep,
        @Nullable String templateId,
        Instant sentAt) {}
