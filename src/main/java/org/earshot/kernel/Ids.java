package org.earshot.kernel;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** How the numbers that name things are written in a path. */
public final class Ids {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

    private Ids() {}

    /** Reads a positive number of at most 63 bits; empty if the text is anything else (W5, W7). */
    public static OptionalLong parse(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text);
            return number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
