package org.earshot.feedbackrequest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.earshot.delivery.Suppression;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An entry of a company's suppression list, as the company reads it (W80). */
@RegisterForReflection
@Schema(name = "Suppression", description = "A destination that nothing is sent to; which, is not kept")
record SuppressionView(
        long id,

        @Schema(enumeration = {"listed", "opted_out", "bounced", "complained"})
        String reason,

        @Schema(description = "Since when") Instant at) {

    /** A page of the list, newest first. */
    @RegisterForReflection
    @Schema(name = "SuppressionList")
    record Page(List<SuppressionView> suppressions) {}

    /** What the list says about one destination. */
    @RegisterForReflection
    @Schema(name = "SuppressionAnswer")
    record Answer(boolean suppressed, @Nullable SuppressionView suppression) {}

    static SuppressionView of(Suppression suppression) {
        return new SuppressionView(
                suppression.id(), suppression.reason().word(), suppression.at().truncatedTo(ChronoUnit.SECONDS));
    }
}
