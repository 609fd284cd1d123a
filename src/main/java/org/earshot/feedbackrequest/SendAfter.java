package org.earshot.feedbackrequest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the earliest sending time in any of its spellings (W26). */
final class SendAfter {

    private static final Pattern EPOCH = Pattern.compile("\\d{1,13}");
    private static final int MILLIS_DIGITS = 13;

    /** {@code YYYY-MM-DD} and nothing else: no sign, no fifth digit. */
    static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DATE)
            .appendPattern("'T'HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private SendAfter() {}

    /** The time that is meant; without an offset it is UTC. Empty if the text is no time. */
    static Optional<Instant> parse(String text) {
        try {
            if (EPOCH.matcher(text).matches()) {
                long number = Long.parseLong(text);
                return Optional.of(
                        text.length() == MILLIS_DIGITS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
            }
            if (text.length() == "2026-01-31".length()) {
                return Optional.of(
                        LocalDate.parse(text, DATE).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            return Optional.of(instant(text.toUpperCase(Locale.ROOT).replace(' ', 'T')));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(String text) {
        return DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from) instanceof OffsetDateTime time
                ? time.toInstant()
                : LocalDateTime.parse(text, DATE_TIME).toInstant(ZoneOffset.UTC);
    }
}
