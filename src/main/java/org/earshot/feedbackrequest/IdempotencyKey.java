package org.earshot.feedbackrequest;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.earshot.problem.FieldErrors;

/**
 * What a caller marked a call with, so that it is carried out once, however often it is sent (W31). The key is taken as
 * it stands, with its quotes if it has any; two tokens never share one.
 *
 * @param token hash of the caller's token
 * @param text as the caller wrote it
 * @param body hash of the body, byte for byte
 */
record IdempotencyKey(Buffer token, String text, Buffer body) {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,255}");

    /** Reads the header's values; empty if there is none, or if it is bad, which is then noted. */
    static Optional<String> parse(List<String> headers, FieldErrors errors) {
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        if (headers.size() > 1) {
            errors.add(HEADER, "must be given once");
            return Optional.empty();
        }
        if (!VISIBLE_ASCII.matcher(headers.get(0)).matches()) {
            errors.add(HEADER, "must be 1 to 255 visible ASCII characters");
            return Optional.empty();
        }
        return Optional.of(headers.get(0));
    }

    static IdempotencyKey of(byte[] tokenHash, String text, byte[] body) {
        return new IdempotencyKey(Buffer.buffer(tokenHash), text, Buffer.buffer(sha256().digest(body)));
    }

    /** The number of the lock that is held while a call with this key is under way. */
    long lock() {
        MessageDigest digest = sha256();
        digest.update(token.getBytes());
        return Buffer.buffer(digest.digest(text.getBytes(StandardCharsets.US_ASCII)))
                .getLong(0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
