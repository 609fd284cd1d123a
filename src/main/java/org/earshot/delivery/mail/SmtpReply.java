package org.earshot.delivery.mail;

import io.vertx.ext.mail.SMTPException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.earshot.delivery.DeliveryOutcome;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.delivery.ServerWords;
import org.earshot.delivery.SuppressionReason;

/**
 * A mail server's refusal, and what it means (RFC 5321, 3463).
 *
 * @param step what it refused
 * @param enhanced the second code, such as {@code 5.1.1}, if it gave one
 */
record SmtpReply(Step step, int code, Optional<String> enhanced, String words) {

    /** What we asked the server for. */
    enum Step {
        /** To be let in, which depends on nothing but how we are configured. */
        SESSION("us"),
        SENDER("the sender's address"),
        RECIPIENT("the recipient"),
        MESSAGE("the message");

        private final String refused;

        Step(String refused) {
            this.refused = refused;
        }
    }

    private static final Pattern LINE =
            Pattern.compile("(\\d{3})(?:[ -](?:([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$))?(.*))?");

    /** The mailbox or its domain does not exist, or cannot be written so. */
    private static final Set<String> NO_SUCH_RECIPIENT = Set.of("5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10");

    /** The server holds our own address, or our login, against us. */
    private static final Set<String> OUR_ADDRESS = Set.of("5.1.7", "5.1.8");

    private static final Set<Integer> OUR_LOGIN = Set.of(530, 534, 535, 538);

    private static final Pattern OUR_RIGHTS = Pattern.compile("(?i)\\brelay|authenticat|\\bnot logged in\\b");

    private static final Pattern UNKNOWN_USER =
            Pattern.compile("(?i)\\b(user|mailbox|recipient|address|account|addressee)\\b.*\\b(unknown|not found"
                    + "|does ?n[o']t exist|not exist|invalid|not known|doesn't have)\\b"
                    + "|\\b(no such|unknown|invalid|no)\\b.*\\b(user|mailbox|recipient|address|account|person)\\b");

    /** Reads a refusal; nothing if what the server said is no SMTP. */
    static Optional<SmtpReply> of(SMTPException refusal) {
        List<Matcher> lines =
                refusal.getReplyMessages().stream().map(LINE::matcher).toList();
        if (lines.isEmpty() || !lines.stream().allMatch(Matcher::matches)) {
            return Optional.empty();
        }
        Matcher first = lines.get(0);
        String words = lines.stream()
                .map(line -> Optional.ofNullable(line.group(3)).orElse(""))
                .map(String::strip)
                .collect(Collectors.joining(" "));
        return Optional.of(new SmtpReply(
                step(String.valueOf(refusal.getMessage())),
                Integer.parseInt(first.group(1)),
                Optional.ofNullable(first.group(2)),
                words));
    }

    /** The client tells the step by the words that it begins with. */
    private static Step step(String message) {
        if (message.startsWith("sender address not accepted")) {
            return Step.SENDER;
        }
        if (message.startsWith("recipient address not accepted")) {
            return Step.RECIPIENT;
        }
        return message.startsWith("DATA command not accepted") || message.startsWith("sending data failed")
                ? Step.MESSAGE
                : Step.SESSION;
    }

    /** What it means for a message. */
    DeliveryOutcome outcome(OutgoingMessage.Email email) {
        String reason = reason(email);
        if (code < 500 || isAboutUs()) {
            return new DeliveryOutcome.Deferred(reason);
        }
        return isAboutAMissingRecipient()
                ? new DeliveryOutcome.Refused(reason, Optional.of(SuppressionReason.BOUNCED))
                : new DeliveryOutcome.Refused(reason);
    }

    /** Then every message meets the same, and none is to be lost for it. */
    private boolean isAboutUs() {
        return switch (step) {
            case SESSION, SENDER -> true;
            case RECIPIENT ->
                OUR_LOGIN.contains(code)
                        || enhanced.filter(OUR_ADDRESS::contains).isPresent()
                        || OUR_RIGHTS.matcher(words).find();
            case MESSAGE -> OUR_LOGIN.contains(code);
        };
    }

    private boolean isAboutAMissingRecipient() {
        return enhanced.map(NO_SUCH_RECIPIENT::contains)
                .orElseGet(() -> step == Step.RECIPIENT
                        && code >= 550
                        && code <= 553
                        && UNKNOWN_USER.matcher(words).find());
    }

    private String reason(OutgoingMessage.Email email) {
        String said = enhanced.map(status -> status + " ").orElse("") + words;
        return "the mail server refused " + step.refused + " with " + code
                + ServerWords.of(said, email).map(kept -> ": " + kept).orElse("");
    }
}
