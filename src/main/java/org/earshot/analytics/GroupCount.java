package org.earshot.analytics;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.earshot.analytics.OpinionGroups.Group;
import org.earshot.analytics.Tally.Opinions;
import org.earshot.kernel.Page;

/** Counting by group with SQL, as {@link Recount} does without groups: the same statement for feedback and for counts. */
public final class GroupCount {

    private GroupCount() {}

    /**
     * A statement that counts feedback; {@link #groups} reads its rows.
     *
     * @param feedback a query with the columns {@code day} (a date, in UTC), {@code activity_type}, {@code rep},
     *     {@code template_id}, {@code satisfaction} and {@code nps}, and with whatever parameters
     * @param page which groups to tell; all, if empty
     */
    public static String statement(String feedback, Grouping grouping, Optional<Page> page) {
        return statement(
                "select 1::bigint as sign, feedback.* from (" + feedback + ") as feedback", "", grouping, page);
    }

    /**
     * A statement that counts facts together with what is counted already.
     *
     * @param facts a query with the same columns, and {@code sign}
     * @param counted a query, after {@code union all}, for the key of a group and the {@link Recount#columns}
     */
    static String statement(String facts, String counted, Grouping grouping, Optional<Page> page) {
        // the first row is that of all groups, however many of them are told
        return """
                with part as (
                    select %1$s as key, %2$s from (%3$s) as fact %4$s),
                grouped as materialized (
                    select key, %5$s from part group by key having sum(%6$s) <> 0)
                select null::text, count(key), array[%7$s]::bigint[] from grouped
                union all
                (select key, 1, array[%8$s] from grouped where key is not null order by %9$s %10$s)
                """.formatted(
                        grouping.key(grouping.dimension().word()),
                        each(column -> Recount.ofFact(column) + " as " + column),
                        facts,
                        counted,
                        each(column -> "sum(" + column + ")::bigint as " + column),
                        Recount.FEEDBACKS,
                        each(column -> "coalesce(sum(" + column + "), 0)"),
                        each(column -> column),
                        grouping.orderBy(),
                        page.map(part -> "limit " + part.size() + " offset " + part.skip())
                                .orElse(""));
    }

    private static String each(Function<String, String> column) {
        return Recount.columns().stream().map(column).collect(Collectors.joining(", "));
    }

    /** Reads what a {@link #statement} found. */
    public static OpinionGroups groups(RowSet<Row> rows, Grouping grouping) {
        Opinions overall = Opinions.NONE;
        long count = 0;
        List<Group> groups = new ArrayList<>();
        for (Row row : rows) {
            String key = row.getString(0);
            Opinions opinions = Recount.opinions(row.getArrayOfLongs(2));
            if (key == null) {
                overall = opinions;
                count = row.getLong(1);
            } else {
                groups.add(new Group(key, opinions));
            }
        }
        groups.sort(grouping.order());
        return new OpinionGroups(overall, count, groups);
    }
}
