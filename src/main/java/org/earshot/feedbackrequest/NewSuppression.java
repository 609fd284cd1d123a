package org.earshot.feedbackrequest;

import java.util.List;
import java.util.Optional;
import org.earshot.company.CompanySettings;
import org.earshot.delivery.Channel;
import org.earshot.delivery.SuppressionReason;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;

/** A destination that a company wants nothing to be sent to, and why (W80). */
record NewSuppression(Destination destination, SuppressionReason reason) {

    private static final int WORD_LENGTH = 20;

    /**
     * Reads and checks all fields.
     *
     * @param fictionalNumbers whether phone numbers that are nobody's pass
     * @throws org.earshot.problem.Problem INVALID, naming every bad field
     */
    static NewSuppression parse(JsonBody body, CompanySettings settings, boolean fictionalNumbers) {
        FieldErrors errors = new FieldErrors();
        body.demand(List.of("type", "destination"), errors);
        Optional<String> type = body.line("type", WORD_LENGTH, errors);
        Optional<Channel> channel = type.flatMap(Destination::channel);
        if (type.isPresent() && channel.isEmpty()) {
            errors.add("type", "must be email or sms");
        }
        Optional<String> text = body.line("destination", NewFeedbackRequest.DESTINATION_LENGTH, errors);
        Optional<Destination> destination = channel.flatMap(
                known -> text.flatMap(given -> Destination.parse(known, given, settings.country(), fictionalNumbers)));
        if (channel.isPresent() && text.isPresent() && destination.isEmpty()) {
            errors.add("destination", Destination.demand(channel.get()));
        }
        Optional<String> word = body.line("reason", WORD_LENGTH, errors);
        Optional<SuppressionReason> reason = word.flatMap(SuppressionReason::of);
        if (word.isPresent() && reason.isEmpty()) {
            errors.add("reason", "must be listed, opted_out, bounced or complained");
        }
        errors.throwIfAny();
        return new NewSuppression(destination.orElseThrow(), reason.orElse(SuppressionReason.LISTED));
    }
}
