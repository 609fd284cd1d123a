package org.earshot.sandbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.delivery.mock.MockMailbox;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A message that left, as the sandbox shows it. */
@Schema(description = "A message as its recipient would have got it")
record SandboxMessage(
        long id,
        @Schema(enumeration = {"email", "SMS"}) String channel,
        String destination,

        @Schema(description = "Of an email: the name that it comes from") @Nullable
        String fromName,

        @Schema(description = "Of an email") @Nullable String subject,
        String text,
        @Schema(description = "Of an email") @Nullable String html,
        Map<String, String> headers,

        @Schema(description = "Of a message that asks for feedback: the recipient's personal link") @Nullable
        String link,

        @Schema(description = "Where the recipient asks for no more messages")
        String optOut,

        @Schema(description = "Of such a message: the feedback request") @Nullable
        Long requestId,

        Instant sentAt) {

    static SandboxMessage of(MockMailbox.Received received) {
        OutgoingMessage message = received.message();
        OutgoingMessage.Email email = message instanceof OutgoingMessage.Email found ? found : null;
        return new SandboxMessage(
                received.id(),
                email == null ? "SMS" : "email",
                message.destination(),
                email == null ? null : email.fromName(),
                email == null ? null : email.subject(),
                message.text(),
                email == null ? null : email.html(),
                email == null ? Map.of() : email.headers(),
                message.link(),
                message.optOut(),
                message.link() == null ? null : (Long) message.key().subjectId(),
                received.sentAt().truncatedTo(ChronoUnit.SECONDS));
    }
}
