package org.earshot.feedbackrequest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.earshot.delivery.MessageTraces.Trace;

/**
 * A message to a recipient, for the recipient (W79).
 *
 * @param outcome QUEUED, or how it left the queue: DELIVERED, REFUSED or DROPPED
 * @param at when it left, or is due
 */
@RegisterForReflection
record ExportedMessage(long id, long request, String kind, String type, String outcome, Instant at) {

    static ExportedMessage of(Trace trace) {
        return new ExportedMessage(
                trace.id(),
                trace.subjectId(),
                trace.kind(),
                FeedbackRequestView.type(trace.channel()),
                trace.outcome(),
                trace.at().truncatedTo(ChronoUnit.SECONDS));
    }
}
