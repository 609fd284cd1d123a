package org.earshot.delivery.mail;

import io.vertx.ext.mail.MailMessage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.earshot.delivery.OutgoingMessage;

/**
 * An email as it goes over the wire. The client would make up a boundary, and other things that differ from attempt to
 * attempt; so all headers and the body are written here, and it adds nothing.
 */
final class Letter {

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{0,900}");

    private final MailSettings settings;
    private final OutgoingMessage.Email email;

    Letter(MailSettings settings, OutgoingMessage.Email email) {
        this.settings = settings;
        this.email = email;
    }

    /** Whether a text is one address, with nothing beside it. */
    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /** The message for the client, complete. */
    MailMessage message() {
        String from = settings.from().orElseThrow();
        MailMessage message = new MailMessage()
                .setFrom(from)
                .setBounceAddress(settings.bounceAddress().orElse(from))
                .setTo(email.destination())
                .setFixedHeaders(true)
                .setText(body());
        headers(from).forEach(message::addHeader);
        return message;
    }

    private Map<String, String> headers(String from) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("From", MimeText.name(email.fromName()) + foldBefore(" <" + from + ">"));
        headers.put("To", "<" + email.destination() + ">");
        settings.replyTo().ifPresent(address -> headers.put("Reply-To", "<" + address + ">"));
        headers.put("Subject", MimeText.header(email.subject()));
        email.headers().forEach((name, value) -> headers.put(checked(HEADER_NAME, name), checked(HEADER_VALUE, value)));
        headers.put("MIME-Version", "1.0");
        headers.put("Content-Type", "multipart/alternative; boundary=\"" + boundary() + "\"");
        return headers;
    }

    private static String foldBefore(String part) {
        return "\r\n" + part;
    }

    /** Nothing that is put together elsewhere can end a header and begin another. */
    private static String checked(Pattern pattern, String part) {
        if (!pattern.matcher(part).matches()) {
            throw new IllegalArgumentException("A header has characters that it must not have");
        }
        return part;
    }

    private String body() {
        return part("plain", email.text()) + part("html", email.html()) + "--" + boundary() + "--\n";
    }

    private String part(String type, String text) {
        return "--" + boundary() + "\nContent-Type: text/" + type + "; charset=utf-8\n"
                + "Content-Transfer-Encoding: quoted-printable\n\n" + MimeText.quotedPrintable(text);
    }

    /** Cannot occur in a part: quoted-printable text never has an equals sign before an underscore. */
    private String boundary() {
        return "=_" + UUID.nameUUIDFromBytes(email.key().idempotencyKey().getBytes(StandardCharsets.UTF_8));
    }
}
