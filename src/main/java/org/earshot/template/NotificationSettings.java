package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whom a company wants to be told of feedback, and of which.
 *
 * @param lowRatingThreshold the largest rating that is low
 * @param recipients email addresses
 */
@RegisterForReflection
@Schema(description = "Who is told of feedback, and of which")
public record NotificationSettings(
        @JsonProperty("notify_on_completion") @Schema(name = "notify_on_completion", description = "Of all feedback")
        boolean onCompletion,

        @JsonProperty("notify_on_low_rating")
        @Schema(name = "notify_on_low_rating", description = "Of feedback with a low rating")
        boolean onLowRating,

        @JsonProperty("low_rating_threshold")
        @Schema(name = "low_rating_threshold", description = "The largest overall satisfaction that is low")
        int lowRatingThreshold,

        @JsonProperty("notification_recipients")
        @Schema(name = "notification_recipients", description = "Email addresses")
        List<String> recipients) {

    /** Nobody is told of anything. */
    public static final NotificationSettings NONE = new NotificationSettings(false, false, 5, List.of());

    public NotificationSettings {
        recipients = List.copyOf(recipients);
    }
}
