package org.earshot.review;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of each review of an import, in the order in which they were sent (W74). */
@RegisterForReflection
@Schema(description = "What became of each review, in the order in which they were sent")
record ImportResults(List<Result> reviews) {

    static final String CREATED = "created";
    static final String UPDATED = "updated";
    static final String UNCHANGED = "unchanged";
    static final String REFUSED = "refused";

    /** What became of one. */
    @RegisterForReflection
    @Schema(name = "ImportResult")
    record Result(
            @Schema(description = "Number of the review, as text; null if it was refused", examples = "T12") @Nullable
            String id,

            @Schema(enumeration = {CREATED, UPDATED, UNCHANGED, REFUSED})
            String result,

            @Schema(description = "Bad field and reason; null unless it was refused") @Nullable
            Map<String, String> errors) {

        static Result stored(ReviewId id, String result) {
            return new Result(id.toString(), result, null);
        }

        static Result refused(Map<String, String> errors) {
            return new Result(null, REFUSED, errors);
        }
    }
}
