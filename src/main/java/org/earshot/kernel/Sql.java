package org.earshot.kernel;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all statements on the pool need: rows are read, and times are handed over. */
public final class Sql {

    private Sql() {}

    /** All rows. */
    public static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        List<T> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(read.apply(row)));
        return all;
    }

    /** The first row, if there is one and it is read as something. */
    public static <T> Optional<T> first(RowSet<Row> rows, Function<Row, @Nullable T> read) {
        for (Row row : rows) {
            return Optional.ofNullable(read.apply(row));
        }
        return Optional.empty();
    }

    /** A time, as statements take it. */
    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** The beginning of a day in UTC, as statements take it. */
    public static OffsetDateTime utc(LocalDate day) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
