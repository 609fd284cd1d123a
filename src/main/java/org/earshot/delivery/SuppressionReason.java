package org.earshot.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why somebody is sent nothing any more. */
public enum SuppressionReason {
    /** The person said so. */
    OPTED_OUT,
    /** The destination does not exist. */
    BOUNCED,
    /** The person reported a message as unwanted. */
    COMPLAINED,
    /** The company said so. */
    LISTED;

    /** Whether it is the person's own word, which nobody else takes back. */
    public boolean byPerson() {
        return this == OPTED_OUT || this == COMPLAINED;
    }

    /** The word for it in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of a word, if it is one of ours. */
    public static Optional<SuppressionReason> of(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }
}
