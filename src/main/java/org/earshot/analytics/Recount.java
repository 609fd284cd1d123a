package org.earshot.analytics;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.earshot.analytics.Tally.Answers;
import org.earshot.analytics.Tally.Opinions;
import org.earshot.analytics.Tally.Question;

/** Counting with SQL: the same statement counts feedback itself, and what is counted already with what is not yet. */
public final class Recount {

    /** Column → how much of it one piece of feedback is. */
    private static final List<String> COUNTS = IntStream.rangeClosed(1, Opinions.BEST)
            .mapToObj(i -> "satisfaction_" + i)
            .collect(Collectors.collectingAndThen(Collectors.toList(), columns -> {
                columns.addAll(List.of("promoters", "passives", "detractors"));
                return List.copyOf(columns);
            }));

    /** How much feedback these columns hold. */
    static final String FEEDBACKS = String.join(" + ", COUNTS.subList(0, Opinions.BEST));

    private Recount() {}

    /** The columns in which opinions are counted. */
    static List<String> columns() {
        return COUNTS;
    }

    /** How a fact with {@code sign}, {@code satisfaction} and {@code nps} counts in a column. */
    static String ofFact(String column) {
        String condition =
                switch (column) {
                    case "promoters" -> "nps >= 9";
                    case "passives" -> "nps between 7 and 8";
                    case "detractors" -> "nps <= 6";
                    default -> column.replace("_", " = ");
                };
        return "case when " + condition + " then sign else 0 end";
    }

    /**
     * A statement that counts feedback; {@link #tally} reads its rows.
     *
     * @param feedback a query with the columns {@code day} (a date, in UTC), {@code satisfaction}, {@code nps} and
     *     {@code responses} (a JSON list with {@code question_id}, {@code question_text} and {@code score}), and with
     *     whatever parameters
     */
    public static String statement(String feedback) {
        return statement(
                "select day, 1::bigint as sign, satisfaction, nps, responses from (" + feedback + ") as feedback",
                "jsonb_to_recordset(responses) as u (question_id text, question_text text, score numeric)",
                "",
                "");
    }

    /**
     * A statement that counts facts together with what is counted already.
     *
     * @param facts a query with the columns day, sign, satisfaction, nps, and whatever {@code answers} needs
     * @param answers the answers of a fact, as {@code u (question_id, question_text, score)}
     * @param countedDays a query, after {@code union all}, for the day and the {@link #columns}
     * @param countedAnswers a query, after {@code union all}, for question_id, question_text, answers, scored, score_sum
     */
    static String statement(String facts, String answers, String countedDays, String countedAnswers) {
        return """
                with fact as materialized (%1$s)
                select day, null::text as question_id, null::text as question_text,
                       array[%2$s]::bigint[] as counts, null::numeric as score_sum
                from (select day, %3$s from fact %4$s) as each_day
                group by day
                having sum(%5$s) <> 0
                union all
                select null, question_id, question_text, array[sum(answers), sum(scored)]::bigint[], sum(score_sum)
                from (select u.question_id, u.question_text, sign as answers,
                             case when u.score is null then 0 else sign end as scored,
                             coalesce(u.score, 0) * sign as score_sum
                      from fact cross join lateral %6$s %7$s) as each_answer
                group by question_id, question_text
                having sum(answers) <> 0
                """.formatted(
                facts,
                COUNTS.stream().map(column -> "sum(" + column + ")").collect(Collectors.joining(", ")),
                COUNTS.stream().map(column -> ofFact(column) + " as " + column).collect(Collectors.joining(", ")),
                countedDays,
                FEEDBACKS,
                answers,
                countedAnswers);
    }

    /** Reads what a {@link #statement} found. */
    public static Tally tally(RowSet<Row> rows) {
        SortedMap<LocalDate, Opinions> days = new TreeMap<>();
        SortedMap<Question, Answers> questions = new TreeMap<>();
        for (Row row : rows) {
            LocalDate day = row.getLocalDate(0);
            Long[] counts = row.getArrayOfLongs(3);
            if (day != null) {
                days.put(day, opinions(counts));
            } else {
                BigDecimal sum = row.getBigDecimal(4);
                questions.put(new Question(row.getString(1), row.getString(2)), new Answers(counts[0], counts[1], sum));
            }
        }
        return new Tally(days, questions);
    }

    /** What the {@link #columns} hold. */
    static Opinions opinions(Long[] counts) {
        return new Opinions(
                Arrays.asList(counts).subList(0, Opinions.BEST),
                counts[Opinions.BEST],
                counts[Opinions.BEST + 1],
                counts[Opinions.BEST + 2]);
    }
}
