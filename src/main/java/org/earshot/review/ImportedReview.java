package org.earshot.review;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;

/**
 * A review as it stands elsewhere.
 *
 * @param source where: google or facebook
 * @param sourceId what it is called there
 * @param author empty if it is not known
 */
record ImportedReview(
        String source, String sourceId, String author, String title, String text, Rating rating, Instant submitted) {

    private static final Set<String> SOURCES = Set.of("google", "facebook");
    private static final String RECOMMENDS = "facebook";
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_TIME = 40;
    private static final int BEST = 5;
    private static final Rating RECOMMENDED = new Rating(5, 100);
    private static final Rating NOT_RECOMMENDED = new Rating(1, 20);

    /** Reads one, noting every bad field; empty if there is any. */
    static Optional<ImportedReview> parse(JsonBody fields, Instant now, FieldErrors errors) {
        fields.demand(List.of("source", "sourceId", "submitted"), errors);
        Optional<String> source = fields.line("source", LONGEST_ID, errors)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> known(word, errors));
        Optional<String> sourceId = fields.line("sourceId", LONGEST_ID, errors);
        Optional<String> author = fields.line("author", LONGEST_NAME, errors);
        Optional<String> title = fields.line("title", LONGEST_TITLE, errors);
        Optional<String> text = fields.text("text", LONGEST_TEXT, errors);
        Optional<Rating> rating = rating(fields, source, errors);
        Optional<Instant> submitted =
                fields.line("submitted", LONGEST_TIME, errors).flatMap(time -> submitted(time, now, errors));
        return errors.asMap().isEmpty()
                ? Optional.of(new ImportedReview(
                        source.orElseThrow(),
                        sourceId.orElseThrow(),
                        author.orElse(""),
                        title.orElse(""),
                        text.orElse(""),
                        rating.orElseThrow(),
                        submitted.orElseThrow()))
                : Optional.empty();
    }

    private static boolean known(String source, FieldErrors errors) {
        if (SOURCES.contains(source)) {
            return true;
        }
        errors.add("source", "must be google or facebook");
        return false;
    }

    /** Stars, or on Facebook a recommendation (W53). */
    private static Optional<Rating> rating(JsonBody fields, Optional<String> source, FieldErrors errors) {
        Optional<Integer> stars = fields.integer("rating", 1, BEST, errors);
        Optional<Boolean> recommended = fields.flag("recommended", errors);
        if (stars.isPresent() && recommended.isPresent()) {
            errors.add("recommended", "cannot be combined with rating");
        } else if (stars.isEmpty() && recommended.isEmpty()) {
            errors.add("rating", "is required, unless recommended is given");
        }
        if (recommended.isPresent() && source.filter(RECOMMENDS::equals).isEmpty()) {
            errors.add("recommended", "is for reviews from facebook");
        }
        return stars.map(number -> Rating.of(List.of(number)))
                .or(() -> recommended.map(yes -> yes ? RECOMMENDED : NOT_RECOMMENDED));
    }

    private static Optional<Instant> submitted(String text, Instant now, FieldErrors errors) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (!time.isAfter(now) && !time.isBefore(Instant.EPOCH)) {
                return Optional.of(time);
            }
            errors.add("submitted", "must lie between 1970 and now");
        } catch (DateTimeException e) {
            errors.add("submitted", "must be a time with its offset, such as 2026-01-31T09:30:00Z");
        }
        return Optional.empty();
    }
}
