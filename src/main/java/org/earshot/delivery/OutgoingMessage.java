package org.earshot.delivery;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finished message, ready to leave. */
public sealed interface OutgoingMessage {

    /** Which message this is. */
    MessageKey key();

    /** Where it goes: an email address or a phone number in E.164. */
    String destination();

    /** The text that a person reads. */
    String text();

    /** The one thing the message asks its reader to open, if there is one. */
    @Nullable
    String link();

    /** Where its reader asks for no more messages (W68); the text names it. */
    String optOut();

    /**
     * An email.
     *
     * @param headers in addition to those that every email has
     */
    record Email(
            MessageKey key,
            String fromName,
            String destination,
            String subject,
            String text,
            String html,
            Map<String, String> headers,
            @Nullable String link,
            String optOut)
            implements OutgoingMessage {}

    /** A text message. */
    record Sms(
            MessageKey key,
            String destination,
            String text,
            @Nullable String link,
            String optOut) implements OutgoingMessage {}
}
