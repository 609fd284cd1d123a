package org.earshot.feedbackrequest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.earshot.problem.ToldFailure;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of one row of a bulk call: what the same call alone would have been answered. */
@RegisterForReflection
@Schema(name = "BulkResult", description = "What became of one row")
public record BulkResult(
        @Schema(description = "Number of the row; the first has 1", minimum = "1", required = true)
        int row,

        @Schema(description = "The status that the row would have got alone", required = true, examples = "200")
        int status,

        @Schema(description = "The request, with status 200") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        FeedbackRequestView request,

        @Schema(description = "What went wrong, with any other status")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String message,

        @Schema(description = "One member per bad field, as in other answers")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Map<String, String> errors) {

    private static final int ACCEPTED = 200;

    static BulkResult accepted(int row, FeedbackRequestView request) {
        return new BulkResult(row, ACCEPTED, request, null, null);
    }

    static BulkResult failed(int row, Throwable failure) {
        ToldFailure told = ToldFailure.of(failure);
        return new BulkResult(
                row, told.status(), null, told.body().message(), told.body().errors());
    }
}
