package org.earshot.access;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;

/** Reads the wish for a personal token, which must not go beyond the token that it is made with (W78). */
final class NewPersonalToken {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SCOPE = 1000;
    private static final int LONGEST_TIME = 40;
    private static final int MOST_DAYS = (int) NewToken.LONGEST_LIFE.toDays();
    private static final String DAYS = "days";
    private static final String EXPIRES = "expires";

    private NewPersonalToken() {}

    /** Reads {@code {"name", "scope", "days" or "expires"}}; fails with INVALID, naming every bad field. */
    static NewToken parse(CompanyId company, JsonBody fields, TokenBounds bounds, Instant now) {
        FieldErrors errors = new FieldErrors();
        fields.demand(List.of("name", "scope"), errors);
        Optional<String> name = fields.line("name", LONGEST_NAME, errors);
        Set<Permission> permissions = fields.line("scope", LONGEST_SCOPE, errors)
                .map(words -> NewToken.permissions(words, errors))
                .orElse(Set.of());
        if (!bounds.permissions().containsAll(permissions)) {
            Set<Permission> beyond = EnumSet.copyOf(permissions);
            beyond.removeAll(bounds.permissions());
            errors.add("scope", "must not go beyond the token that asks, which lacks " + Permission.scopeOf(beyond));
        }
        Optional<Instant> end = end(fields, now, errors);
        end.filter(instant -> instant.isAfter(bounds.expires()))
                .ifPresent(late -> errors.add(
                        fields.mentions(DAYS) ? DAYS : EXPIRES,
                        "must not go beyond the token that asks, which expires at " + bounds.expires()));
        errors.throwIfAny();
        return new NewToken(
                name.orElseThrow(),
                false,
                Set.of(company.value()),
                permissions,
                Duration.between(now, end.orElseThrow()));
    }

    private static Optional<Instant> end(JsonBody fields, Instant now, FieldErrors errors) {
        Optional<Instant> byDays =
                fields.integer(DAYS, 1, MOST_DAYS, errors).map(days -> now.plus(Duration.ofDays(days)));
        Optional<Instant> byTime =
                fields.line(EXPIRES, LONGEST_TIME, errors).flatMap(text -> instant(text, now, errors));
        if (byDays.isPresent() && byTime.isPresent()) {
            errors.add(EXPIRES, "must not stand beside days");
        } else if (byDays.isEmpty() && byTime.isEmpty() && errors.accepts(DAYS) && errors.accepts(EXPIRES)) {
            errors.add(DAYS, "is required, unless expires is given");
        }
        return byDays.or(() -> byTime);
    }

    private static Optional<Instant> instant(String text, Instant now, FieldErrors errors) {
        try {
            // a token tells its end in whole seconds
            Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
            if (instant.isAfter(now) && !instant.isAfter(now.plus(NewToken.LONGEST_LIFE))) {
                return Optional.of(instant);
            }
            errors.add(EXPIRES, "must lie ahead, by at most " + MOST_DAYS + " days");
        } catch (DateTimeException e) {
            errors.add(EXPIRES, "must be a time such as 2026-01-31T09:30:00Z");
        }
        return Optional.empty();
    }
}
