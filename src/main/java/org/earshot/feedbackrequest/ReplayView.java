package org.earshot.feedbackrequest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a replay did, or would do (W87). */
@RegisterForReflection
@Schema(name = "Replay", description = "What became of the failed invitations that one call looked at")
record ReplayView(
        @Schema(description = "How many will be sent again") int queued,
        LeftOut leftOut,

        @Schema(description = "What the next call says as after, to go on; null if none are left") @Nullable
        String next) {

    /** How many stay as they are, by the first reason that holds. */
    @RegisterForReflection
    @Schema(name = "ReplayLeftOut", description = "How many are not sent again, by the first reason that holds")
    record LeftOut(
            @Schema(description = "The request is past its 28 days")
            int tooOld,

            @Schema(description = "The recipient opted out, or could not be reached, since they were asked")
            int suppressed,

            @Schema(description = "A newer request to the recipient was made meanwhile, and holds by the threshold")
            int askedAgain,

            @Schema(description = "Something was just happening to the request, such as another replay")
            int changed) {}
}
