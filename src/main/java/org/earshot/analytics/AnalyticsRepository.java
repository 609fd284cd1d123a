package org.earshot.analytics;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.Page;
import org.earshot.kernel.Reading;
import org.earshot.kernel.Sql;

/**
 * The counts as they are read: what is folded, and what is not yet, in one statement, which sees both as they were at one
 * moment.
 */
@Singleton
class AnalyticsRepository {

    /** By what a {@code question_id} with a {@code question_text} is known. */
    static final String QUESTION_KEY = """
            substr(sha256(convert_to(
                length(question_id) || ':' || question_id || coalesce('=' || question_text, ''), 'UTF8')), 1, 16)""";

    private static final String ALWAYS = "day = '-infinity'";
    private static final String WINDOW = "day between $3 and $4";

    private final Pool pool;
    private final Pool reading;

    /** Answers about analytics may come from a read replica; totals of lists go with the lists, and do not. */
    AnalyticsRepository(Pool pool, @Reading Pool reading) {
        this.pool = pool;
        this.reading = reading;
    }

    /** The companies within reach; of an operator's, those of which something is counted. */
    Uni<List<CompanyScope>> companies(CompanyReach reach) {
        Uni<List<Long>> ids = reach.everyCompany()
                ? reading.query("""
                                select id from company c
                                where exists (select from analytics_count where company_id = c.id)
                                   or exists (select from analytics_delta where company_id = c.id)
                                """).execute().map(rows -> Sql.list(rows, row -> row.getLong(0)))
                : Uni.createFrom().item(() -> List.of(reach.companyIds()));
        return ids.map(all -> all.stream()
                .filter(id -> id > 0)
                .flatMap(id -> reach.scope(new CompanyId(id)).stream())
                .toList());
    }

    /** What the feedback of one slice adds up to. */
    Uni<Tally> tally(CompanyScope scope, FeedbackFilter filter) {
        Dimension dimension = filter.dimension();
        return reading.preparedQuery(Recount.statement(
                        """
                        select day, sign::bigint as sign, satisfaction, nps, question_ids, question_texts, scores
                        from analytics_delta
                        where company_id = $1 and sign <> 0 and day between $3 and $4 and %s
                        """.formatted(dimension.condition()),
                        "unnest(question_ids, question_texts, scores) as u (question_id, question_text, score)",
                        """
                        union all
                        select day, %s from analytics_count
                        where company_id = $1 and dimension = '%s' and value = $2 and day between $3 and $4
                        """.formatted(String.join(", ", Recount.columns()), dimension.word()),
                        """
                        union all
                        select q.question_id, q.question_text, c.answers, c.scored, c.score_sum
                        from (select question, sum(answers) as answers, sum(scored) as scored,
                                  sum(score_sum) as score_sum
                              from analytics_answer_count
                              where company_id = $1 and dimension = '%s' and value = $2 and %s
                              group by question) as c
                        join analytics_question q on q.company_id = $1 and q.key = c.question
                        """.formatted(dimension.word(), days(filter))))
                .execute(slice(scope, filter))
                .map(Recount::tally);
    }

    /**
     * What people thought, by group: of one slice by day, or of each slice of a dimension.
     *
     * @param page which groups to tell; all, if empty
     */
    Uni<OpinionGroups> groups(CompanyScope scope, FeedbackFilter filter, Grouping grouping, Optional<Page> page) {
        Dimension dimension = grouping.dimension() == Dimension.ALL ? filter.dimension() : grouping.dimension();
        return reading.preparedQuery(GroupCount.statement(
                        """
                        select day, activity_type, rep, template_id, sign::bigint as sign, satisfaction, nps
                        from analytics_delta
                        where company_id = $1 and sign <> 0 and day between $3 and $4 and %s
                        """.formatted(filter.dimension().condition()),
                        // where the filter names no value of the dimension, $2 is empty and comes before all values
                        """
                        union all
                        select %s, %s from analytics_count
                        where company_id = $1 and dimension = '%s' and value %s $2 and %s
                        """.formatted(
                                        grouping.key("value"),
                                        String.join(", ", Recount.columns()),
                                        dimension.word(),
                                        dimension == filter.dimension() ? "=" : ">=",
                                        grouping.isOfDays() ? WINDOW : days(filter)),
                        grouping,
                        page))
                .execute(slice(scope, filter))
                .map(rows -> GroupCount.groups(rows, grouping));
    }

    /** How many activities of one slice were asked about, and have feedback. */
    Uni<Responses> responses(CompanyScope scope, FeedbackFilter filter) {
        Dimension dimension = filter.dimension();
        return reading.preparedQuery("""
                        select coalesce(sum(asked), 0)::bigint, coalesce(sum(answered), 0)::bigint
                        from (select asked, answered from analytics_count
                              where company_id = $1 and dimension = '%1$s' and value = $2 and %2$s
                              union all
                              select asked, answered from analytics_delta
                              where company_id = $1 and sign = 0 and day between $3 and $4 and %3$s
                              union all
                              -- whoever was asked about more than once counts once, however often that was in the window
                              select count(*), count(*) filter (where a.feedbacks > 0)
                              from (select distinct activity_id from analytics_invitation
                                    where company_id = $1 and day between $3 and $4 and %3$s) as i
                              join analytics_activity a on a.company_id = $1 and a.activity_id = i.activity_id) as part
                        """.formatted(dimension.word(), days(filter), dimension.condition()))
                .execute(slice(scope, filter))
                .map(AnalyticsRepository::responses);
    }

    /** The same, one by one, for filters in several dimensions. */
    Uni<Responses> countedResponses(CompanyScope scope, FeedbackFilter filter) {
        return reading.preparedQuery("""
                        select count(*), count(*) filter (where feedbacks > 0)
                        from (select feedbacks from analytics_activity
                              where company_id = $1 and invitations = 1 and %1$s
                              union all
                              select a.feedbacks
                              from (select distinct activity_id from analytics_invitation
                                    where company_id = $1 and %1$s) as i
                              join analytics_activity a on a.company_id = $1 and a.activity_id = i.activity_id) as asked
                        """.formatted("""
                                day between $2 and $3 and ($4::text is null or activity_type = $4)
                                and ($5::text is null or rep = $5) and ($6::text is null or template_id = $6)"""))
                .execute(Tuple.from(Arrays.asList(
                        scope.companyId(),
                        filter.from(),
                        filter.to(),
                        filter.activityType().orElse(null),
                        filter.rep().orElse(null),
                        filter.templateId().orElse(null))))
                .map(AnalyticsRepository::responses);
    }

    /** How much feedback of one slice there is, with one satisfaction or any. */
    Uni<Long> total(CompanyReach reach, FeedbackFilter filter, OptionalInt satisfaction) {
        return pool.preparedQuery("select coalesce(sum(feedbacks), 0)::bigint from (%s) as part"
                        .formatted(feedbacks(filter, satisfaction, ALWAYS)))
                .execute(Tuple.of(reach.companyIds(), filter.value()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The same by day. */
    Uni<NavigableMap<LocalDate, Long>> byDay(CompanyReach reach, FeedbackFilter filter, OptionalInt satisfaction) {
        return pool.preparedQuery("""
                        select day, sum(feedbacks)::bigint from (%s) as part group by day having sum(feedbacks) > 0
                        """.formatted(feedbacks(filter, satisfaction, "day > '-infinity'")))
                .execute(Tuple.of(reach.companyIds(), filter.value()))
                .map(rows -> {
                    NavigableMap<LocalDate, Long> days = new TreeMap<>();
                    rows.forEach(row -> days.put(row.getLocalDate(0), row.getLong(1)));
                    return days;
                });
    }

    /** A query for day and feedbacks of one slice: what is counted on these days, and all that is not counted yet. */
    private static String feedbacks(FeedbackFilter filter, OptionalInt satisfaction, String days) {
        Dimension dimension = filter.dimension();
        boolean any = satisfaction.isEmpty();
        return """
                select day, %s as feedbacks from analytics_count
                where company_id = any($1) and dimension = '%s' and value = $2 and %s
                union all
                select day, sign from analytics_delta
                where company_id = any($1) and sign <> 0 and %s and %s
                """.formatted(
                        any ? Recount.FEEDBACKS : "satisfaction_" + satisfaction.getAsInt(),
                        dimension.word(),
                        days,
                        dimension.condition(),
                        any ? "true" : "satisfaction = " + satisfaction.getAsInt());
    }

    /** The ids of the activities about which nothing was asked but by these requests, each by one. */
    Uni<List<String>> activitiesAskedOnce(SqlConnection transaction, CompanyScope scope, List<Long> requestIds) {
        return transaction
                .preparedQuery("""
                        select activity_id from analytics_activity
                        where company_id = $1 and request_id = any($2) and invitations = 1
                        """)
                .execute(Tuple.of(scope.companyId(), requestIds.toArray(Long[]::new)))
                .map(rows -> Sql.list(rows, row -> row.getString(0)));
    }

    /** Template → how much feedback it has; what has none may be missing. */
    Uni<Map<String, Long>> feedbackByTemplate(CompanyScope scope, Collection<String> templateIds) {
        return pool.preparedQuery("""
                        select template_id, sum(feedbacks)::bigint
                        from (select value as template_id, %s as feedbacks from analytics_count
                              where company_id = $1 and dimension = '%s' and value = any($2) and %s
                              union all
                              select template_id, sign from analytics_delta
                              where company_id = $1 and sign <> 0 and template_id = any($2)) as part
                        group by template_id
                        """.formatted(Recount.FEEDBACKS, Dimension.TEMPLATE.word(), ALWAYS))
                .execute(Tuple.of(scope.companyId(), templateIds.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Long> counts = new HashMap<>();
                    rows.forEach(row -> counts.put(row.getString(0), row.getLong(1)));
                    return counts;
                });
    }

    /** Of what is folded, all days together are one row; what is not, is few anyway. */
    private static String days(FeedbackFilter filter) {
        return filter.always() ? ALWAYS : WINDOW;
    }

    private static Tuple slice(CompanyScope scope, FeedbackFilter filter) {
        return Tuple.of(scope.companyId(), filter.value(), filter.from(), filter.to());
    }

    private static Responses responses(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        return new Responses(row.getLong(0), row.getLong(1));
    }
}
