package org.earshot.kernel;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;

/** The database's tables as the migrations make them; whatever is wrong with them is told in a sentence. */
final class Schema {

    /** Why the schema cannot be used, in a sentence without its full stop. */
    static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unusable(String reason) {
            super(reason);
        }
    }

    private final Flyway flyway;

    Schema(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Brings it up to date, and tells what was done. A schema that is newer than this program stays as it is. */
    String migrate() {
        MigrateResult result = telling(flyway::migrate);
        String before = result.initialSchemaVersion;
        if (result.migrationsExecuted == 0) {
            return "The schema has version " + before + " already: nothing to do.";
        }
        return "The schema was brought from " + (before == null ? "nothing" : "version " + before) + " to version "
                + result.targetSchemaVersion + ".";
    }

    /** The versions of the migrations that this program needs and that have not been applied. */
    List<String> lacking() {
        return Arrays.stream(telling(() -> flyway.info().all()))
                .filter(migration -> migration.getState().isResolved()
                        // one that has failed counts as applied to Flyway
                        && (!migration.getState().isApplied()
                                || migration.getState().isFailed()))
                .map(migration -> String.valueOf(migration.getVersion()))
                .toList();
    }

    private static <T> T telling(Supplier<T> work) {
        try {
            return work.get();
        } catch (FlywayException e) {
            throw new Unusable(reason(e));
        }
    }

    /** What Flyway says above its rulers and hints, and what the database said to it; never a stack trace. */
    private static String reason(FlywayException failure) {
        String work = head(failure.getMessage(), 2);
        String answer = sqlAnswer(failure);
        return answer == null || work.contains(answer) ? work : work + ": " + answer;
    }

    private static @Nullable String sqlAnswer(Throwable failure) {
        String answer = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                answer = head(cause.getMessage(), 1);
            }
        }
        return answer;
    }

    private static String head(@Nullable String message, int lines) {
        String head = (message == null ? "no reason given" : message)
                .strip()
                .lines()
                .takeWhile(line -> !line.isBlank() && !line.startsWith("--"))
                .limit(lines)
                .map(String::strip)
                .collect(Collectors.joining(": "));
        return head.endsWith(".") ? head.substring(0, head.length() - 1) : head;
    }
}
