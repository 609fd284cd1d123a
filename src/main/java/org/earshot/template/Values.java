package org.earshot.template;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a value is that may be text, an integer or a truth value: answers, options and conditions are compared by it. */
final class Values {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}(\\.[0-9]{1,9})?");

    private Values() {}

    /** JSON's smaller integers as what all of them are here. */
    static Object widened(Object value) {
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }

    /** Whether nothing was answered. */
    static boolean blank(@Nullable Object value) {
        return value == null || value.toString().isBlank();
    }

    static String text(Object value) {
        return value.toString().strip();
    }

    /** A number, also one that was sent as text. */
    static Optional<BigDecimal> number(Object value) {
        if (value instanceof Long number) {
            return Optional.of(BigDecimal.valueOf(number));
        }
        return value instanceof String text && NUMBER.matcher(text.strip()).matches()
                ? Optional.of(new BigDecimal(text.strip()))
                : Optional.empty();
    }

    /** A whole number, also one that was sent as text. */
    static Optional<BigDecimal> integer(Object value) {
        return number(value).filter(number -> number.stripTrailingZeros().scale() <= 0);
    }

    /** Yes or no, also if it was sent as such a word. */
    static Optional<Boolean> truth(Object value) {
        return switch (text(value).toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> Optional.of(true);
            case "false", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
