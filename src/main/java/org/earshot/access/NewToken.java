package org.earshot.access;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.earshot.kernel.Ids;
import org.earshot.kernel.Text;
import org.earshot.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/** A token to be issued; a wrong one fails with {@link org.earshot.problem.Problem.Kind#INVALID}. */
public record NewToken(
        String name, boolean everyCompany, Set<Long> companies, Set<Permission> permissions, Duration life) {

    private static final String DEFAULT_NAME = "Earshot";
    private static final int LONGEST_NAME = 200;
    static final Duration LONGEST_LIFE = Duration.ofDays(3650);

    /**
     * Reads a wish for a token.
     *
     * @param companies company numbers, or a single {@code *} for an operator
     * @param scope space-separated permission words
     */
    public static NewToken parse(
            @Nullable String name,
            @Nullable List<@Nullable String> companies,
            @Nullable String scope,
            @Nullable Duration life) {
        FieldErrors errors = new FieldErrors();
        boolean everyCompany = companies != null && companies.equals(List.of("*"));
        Set<Long> numbers = new TreeSet<>();
        if (companies == null || companies.isEmpty()) {
            errors.add("companies", "is required");
        } else if (!everyCompany) {
            for (String company : companies) {
                OptionalLong number = company == null ? OptionalLong.empty() : Ids.parse(company.trim());
                number.ifPresentOrElse(
                        numbers::add,
                        () -> errors.add("companies", "must be positive company numbers, or * for an operator"));
            }
        }
        Set<Permission> permissions = permissions(scope, errors);
        if (life == null || life.isNegative() || life.isZero() || life.compareTo(LONGEST_LIFE) > 0) {
            errors.add("days", "must be between 1 and " + LONGEST_LIFE.toDays());
        }
        String label = name == null || name.isBlank() ? DEFAULT_NAME : name.strip();
        if (label.length() > LONGEST_NAME || !Text.isOneLine(label)) {
            errors.add("name", "must be one line of at most " + LONGEST_NAME + " characters");
        }
        errors.throwIfAny();
        return new NewToken(label, everyCompany, numbers, permissions, Objects.requireNonNull(life));
    }

    /** Reads a scope of which every word must be a permission. */
    static Set<Permission> permissions(@Nullable String scope, FieldErrors errors) {
        Set<Permission> permissions = new TreeSet<>();
        if (scope == null || scope.isBlank()) {
            errors.add("scope", "is required");
        } else {
            for (String word : scope.trim().split("\\s+", -1)) {
                Permission.of(word)
                        .ifPresentOrElse(
                                permissions::add,
                                () -> errors.add("scope", "must be space-separated words out of " + words()));
            }
        }
        return permissions;
    }

    /** The {@code scope} claim. */
    String scope() {
        return Permission.scopeOf(permissions);
    }

    private static String words() {
        return Arrays.stream(Permission.values()).map(Permission::word).toList().toString();
    }
}
