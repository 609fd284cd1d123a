package org.earshot.access;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How registered tokens are named, in their {@code jti} claim; other tokens are named otherwise or not at all. */
final class PersonalTokenId {

    private static final String PREFIX = "pat_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{32}");

    private PersonalTokenId() {}

    static String next() {
        return PREFIX + UUID.randomUUID().toString().replace("-", "");
    }

    /** Whether this can be the name of a registered token. */
    static boolean matches(@Nullable String text) {
        return text != null && FORM.matcher(text).matches();
    }
}
