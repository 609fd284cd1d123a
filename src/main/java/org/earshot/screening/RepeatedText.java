package org.earshot.screening;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Notices a text that the company has had before. */
public final class RepeatedText {

    /** Letters and digits; what is shorter, many people say in the same words. */
    private static final int SHORTEST = 30;

    private RepeatedText() {}

    static Optional<String> notice(Screening review) {
        return review.repeated() ? Optional.of("has the same text as an earlier review") : Optional.empty();
    }

    /**
     * What a text is recognised by: a hash of its letters and digits, so that case, spaces and punctuation make no
     * difference; empty if it is too short to tell anything.
     */
    public static Optional<byte[]> fingerprint(String text) {
        StringBuilder essence = new StringBuilder();
        Wording.folded(text).codePoints().filter(Wording::isOfWord).forEach(essence::appendCodePoint);
        if (essence.codePointCount(0, essence.length()) < SHORTEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(MessageDigest.getInstance("SHA-256")
                    .digest(essence.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
