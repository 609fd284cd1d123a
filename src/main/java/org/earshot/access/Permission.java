package org.earshot.access;

import io.quarkus.security.StringPermission;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token may permit; the words of its {@code scope} claim. */
public enum Permission {
    REQUESTS_WRITE(Scope.REQUESTS_WRITE),
    REQUESTS_READ(Scope.REQUESTS_READ),
    REVIEWS_READ(Scope.REVIEWS_READ),
    REVIEWS_MODERATE(Scope.REVIEWS_MODERATE),
    COMPANY_ADMIN(Scope.COMPANY_ADMIN),
    ACTIVITY_READ(Scope.ACTIVITY_READ),
    ACTIVITY_WRITE(Scope.ACTIVITY_WRITE);

    /** The words as constants, for {@code @PermissionsAllowed}. */
    public static final class Scope {
        public static final String REQUESTS_WRITE = "requests:write";
        public static final String REQUESTS_READ = "requests:read";
        public static final String REVIEWS_READ = "reviews:read";
        public static final String REVIEWS_MODERATE = "reviews:moderate";
        public static final String COMPANY_ADMIN = "company:admin";
        public static final String ACTIVITY_READ = "activity:read";
        public static final String ACTIVITY_WRITE = "activity:write";

        private Scope() {}
    }

    private final String word;

    Permission(String word) {
        this.word = word;
    }

    /** The word in a {@code scope} claim. */
    public String word() {
        return word;
    }

    /** The permission as the security framework checks it: a name and an action. */
    StringPermission granted() {
        String[] nameAndAction = word.split(":", 2);
        return new StringPermission(nameAndAction[0], nameAndAction[1]);
    }

    /** The permission of a word, if it is one of ours. */
    public static Optional<Permission> of(String word) {
        return Arrays.stream(values())
                .filter(permission -> permission.word.equals(word))
                .findFirst();
    }

    /** The space-separated scope that holds these permissions. */
    static String scopeOf(Collection<Permission> permissions) {
        return permissions.stream().map(Permission::word).collect(Collectors.joining(" "));
    }

    /** The permissions of a space-separated scope; words that are not ours are passed over. */
    static Set<Permission> ofScope(String scope) {
        return Arrays.stream(scope.trim().split("\\s+"))
                .flatMap(word -> of(word).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
    }
}
