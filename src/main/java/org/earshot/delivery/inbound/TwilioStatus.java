package org.earshot.delivery.inbound;

import java.util.Optional;
import java.util.Set;
import org.earshot.delivery.SuppressionReason;

/** What Twilio's report on a text message says of its recipient. */
final class TwilioStatus {

    private static final Set<String> UNDELIVERED = Set.of("undelivered", "failed");
    private static final String UNSUBSCRIBED = "21610";

    /** No such number, and numbers that take no text messages. Others may be well again at the next message. */
    private static final Set<String> UNREACHABLE = Set.of("21211", "21614", "30005", "30006");

    private TwilioStatus() {}

    /** Why the recipient is to be sent nothing any more, if that is what it says. */
    static Optional<SuppressionReason> suppression(String messageStatus, String errorCode) {
        if (!UNDELIVERED.contains(messageStatus)) {
            return Optional.empty();
        }
        if (errorCode.equals(UNSUBSCRIBED)) {
            return Optional.of(SuppressionReason.OPTED_OUT);
        }
        return UNREACHABLE.contains(errorCode) ? Optional.of(SuppressionReason.BOUNCED) : Optional.empty();
    }
}
