package org.earshot.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An item of the list of what is to be done, and the feedback that it is about (A32). */
@RegisterForReflection
@Schema(description = "What is to be done, and about which feedback")
record FollowUp(
        @Schema(description = "Its place in the feedback's follow_up_actions, counted from 0", minimum = "0")
        int index,

        FollowUpAction action,
        Feedback feedback) {

    /** As much of the feedback as is needed to work from the list. What is not known is left out. */
    @RegisterForReflection
    @Schema(name = "FollowUpFeedback", description = "The feedback that it is about, in short")
    record Feedback(
            @JsonProperty("_id")
            @Schema(
                    description = "Name of the feedback",
                    pattern = "^[0-9a-f]{24}$",
                    examples = "697dbd2800000000000004d2")
            String id,

            @JsonProperty("activity_type") @Schema(description = "The kind of activity", examples = "sales_visit")
            String activityType,

            @JsonProperty("activity_id")
            @Schema(description = "The activity", examples = "visit-2041")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String activityId,

            @Schema(description = "Who acted for the company", examples = "rep-7")
            String rep,

            @Schema(description = "Whose feedback it is; never there if that is anonymous", examples = "client-12")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String client,

            @JsonProperty("overall_satisfaction")
            @Schema(description = "Satisfaction as a whole", minimum = "1", maximum = "10", examples = "3")
            int overallSatisfaction,

            @JsonProperty("company_namespace")
            @Schema(description = "Namespaces of the companies, one of which owns the feedback")
            List<String> namespaces,

            @Schema(description = "When it was recorded, in UTC")
            Instant createdAt,

            @JsonProperty("__v")
            @Schema(
                    description =
                            "How often the feedback was changed; to change the action, say that you have seen this",
                    minimum = "0",
                    examples = "1")
            int revision) {}

    static FollowUp of(ActivityFeedback feedback, int index) {
        return new FollowUp(
                index,
                feedback.followUpActions().get(index),
                new Feedback(
                        feedback.id(),
                        feedback.activityType(),
                        feedback.activityId(),
                        feedback.rep(),
                        feedback.client(),
                        feedback.overallSatisfaction(),
                        feedback.namespaces(),
                        feedback.createdAt(),
                        feedback.revision()));
    }
}
