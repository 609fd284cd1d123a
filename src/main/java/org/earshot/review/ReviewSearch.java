package org.earshot.review;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.earshot.kernel.Page;
import org.earshot.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * Which of a company's reviews are asked for, and which part of them (W57–W60).
 *
 * @param after where to go on in a walk; null for a page by its number
 * @param from first day of submission, in UTC
 * @param to last day of submission, in UTC
 * @param ratings stars; all, if empty
 */
record ReviewSearch(
        ReviewStatus status,
        Page page,
        @Nullable ReviewMark after,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        SortedSet<Integer> ratings) {

    /** What may also stand in a header, which then counts. */
    static final List<String> HEADERS = List.of("limit", "dateFrom", "dateTo", "ratings");

    private static final Map<String, ReviewStatus> LISTED = Map.of(
            "published", ReviewStatus.PUBLISHED,
            "rejected", ReviewStatus.REJECTED,
            "restricted", ReviewStatus.RESTRICTED);
    private static final int USUAL_SIZE = 25;
    private static final int LARGEST_SIZE = 100;
    private static final int LARGEST_NUMBER = 1_000_000_000;
    private static final Pattern NUMBER = Pattern.compile("0*([1-9][0-9]*)");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern STARS = Pattern.compile("[1-5]");

    /**
     * Reads what a caller asks for; fails with INVALID, naming every bad field.
     *
     * @param asked what stands in headers and query, by name; what is blank is not asked for
     */
    static ReviewSearch parse(String status, Map<String, String> asked) {
        FieldErrors errors = new FieldErrors();
        ReviewStatus listed = LISTED.get(status.toLowerCase(Locale.ROOT));
        if (listed == null) {
            errors.add("status", "must be published, rejected or restricted");
        }
        int size = number("limit", asked, USUAL_SIZE, LARGEST_SIZE, errors);
        int number = number("page", asked, 1, LARGEST_NUMBER, errors);
        Optional<ReviewMark> after = given("after", asked).flatMap(text -> mark(text, errors));
        if (given("after", asked).isPresent() && given("page", asked).isPresent()) {
            errors.add("page", "cannot be combined with after");
        }
        Optional<LocalDate> from = given("dateFrom", asked).flatMap(text -> day("dateFrom", text, errors));
        Optional<LocalDate> to = given("dateTo", asked).flatMap(text -> day("dateTo", text, errors));
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            errors.add("dateTo", "must not be before dateFrom");
        }
        SortedSet<Integer> ratings =
                given("ratings", asked).map(text -> ratings(text, errors)).orElseGet(TreeSet::new);
        errors.throwIfAny();
        return new ReviewSearch(
                Optional.ofNullable(listed).orElseThrow(),
                new Page(number, size),
                after.orElse(null),
                from.orElse(null),
                to.orElse(null),
                ratings);
    }

    private static Optional<String> given(String field, Map<String, String> asked) {
        return Optional.ofNullable(asked.get(field)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A positive integer; what is larger than the largest counts as that. */
    private static int number(String field, Map<String, String> asked, int byDefault, int largest, FieldErrors errors) {
        Optional<String> text = given(field, asked);
        if (text.isEmpty()) {
            return byDefault;
        }
        var digits = NUMBER.matcher(text.get());
        if (!digits.matches()) {
            errors.add(field, "must be an integer of at least 1");
            return byDefault;
        }
        String number = digits.group(1);
        return number.length() > String.valueOf(largest).length()
                ? largest
                : (int) Math.min(largest, Long.parseLong(number));
    }

    private static Optional<ReviewMark> mark(String text, FieldErrors errors) {
        Optional<ReviewMark> mark = ReviewMark.parse(text);
        if (mark.isEmpty()) {
            errors.add("after", "must be taken from a Link header as it is");
        }
        return mark;
    }

    private static Optional<LocalDate> day(String field, String text, FieldErrors errors) {
        if (DAY.matcher(text).matches()) {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeException e) {
                errors.add(field, "must be a day that exists");
            }
        }
        errors.add(field, "must be a day, written YYYY-MM-DD");
        return Optional.empty();
    }

    private static SortedSet<Integer> ratings(String text, FieldErrors errors) {
        SortedSet<Integer> ratings = new TreeSet<>();
        for (String item : text.split(",", -1)) {
            if (STARS.matcher(item.strip()).matches()) {
                ratings.add(Integer.valueOf(item.strip()));
            } else {
                errors.add("ratings", "must be integers between 1 and 5 with commas between");
            }
        }
        return ratings;
    }

    /**
     * The {@code Link} header that leads from here to the rest of the list. Page numbers count from the top, which moves
     * as reviews are published; {@code next} goes on below the last review that was seen, and so repeats and misses none.
     */
    String links(String path, long total, Optional<ReviewMark> next) {
        long last = Math.max(1, (total + page.size() - 1) / page.size());
        List<String> links = new ArrayList<>();
        if (last > 1) {
            links.add(link(path, "page=1", "first"));
            if (after == null && page.number() > 1) {
                links.add(link(path, "page=" + Math.min(page.number() - 1L, last), "prev"));
            }
        }
        next.ifPresent(mark -> links.add(link(path, "after=" + mark, "next")));
        if (last > 1) {
            links.add(link(path, "page=" + last, "last"));
        }
        return String.join(", ", links);
    }

    private String link(String path, String place, String relation) {
        StringBuilder query = new StringBuilder("?limit=").append(page.size());
        if (from != null) {
            query.append("&dateFrom=").append(from);
        }
        if (to != null) {
            query.append("&dateTo=").append(to);
        }
        if (!ratings.isEmpty()) {
            String stars = ratings.stream().map(String::valueOf).collect(Collectors.joining(","));
            query.append("&ratings=").append(URLEncoder.encode(stars, StandardCharsets.UTF_8));
        }
        return "<" + path + query + "&" + place + ">; rel=\"" + relation + "\"";
    }
}
