package org.earshot.analytics;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.feedbackrequest.Invited;
import org.earshot.kernel.Sql;
import org.jspecify.annotations.Nullable;

/** The counts as they are written: lines that are appended, and folded later. */
@Singleton
class RollupRepository {

    private static final String APPEND = """
            insert into analytics_delta (company_id, id, day, activity_type, rep, template_id, sign, satisfaction, nps,
                question_ids, question_texts, scores, asked, answered)
            """;

    private static final String FACT = """
            $1::bigint, nextval('analytics_delta_id'), $2::date, $3::text, $4::text, $5::text, $7::smallint, $6::smallint,
                $8::smallint, $9::text[], $10::text[], $11::text[]::numeric[], 0, 0
            """;

    /** Appends a line that changes the number of nothing's feedbacks. */
    private static final String APPEND_FACT = APPEND + " select " + FACT;

    /**
     * Appends a line. The first feedback on an activity answers the only invitation about it, and the last that goes leaves
     * it unanswered again; who touches an activity waits for the other, and so sees what the other did.
     */
    private static final String APPEND_FACT_ON_ACTIVITY = """
            with activity as (
                insert into analytics_activity as a (company_id, activity_id, feedbacks, invitations)
                values ($1::bigint, $12::text, $7::smallint, 0)
                on conflict (company_id, activity_id) do update set feedbacks = a.feedbacks + excluded.feedbacks
                returning feedbacks, invitations, day, activity_type, rep, template_id)
            %s
            select %s
            union all
            select $1::bigint, nextval('analytics_delta_id'), day, activity_type, rep, template_id, 0, null, null,
                '{}', '{}', '{}', 0, $7::smallint
            from activity where invitations = 1 and feedbacks = greatest($7::smallint, 0)
            """.formatted(APPEND, FACT);

    /**
     * Takes up a company's lines and adds them to the counts, in one statement. Of two that run at once, one does nothing:
     * each would only wait for the other at the count of everything. Rows are written in the order of their keys.
     */
    private static final String FOLD = """
            with due as materialized (
                select id from analytics_delta
                where company_id = $1::bigint
                  and (select pg_try_advisory_xact_lock(hashtextextended('analytics', $1::bigint)))
                order by id limit $2
                for update skip locked),
            taken as (
                delete from analytics_delta d using due where d.company_id = $1 and d.id = due.id
                returning d.day, d.activity_type, d.rep, d.template_id, d.sign::bigint as sign, d.satisfaction, d.nps,
                    d.question_ids, d.question_texts, d.scores, d.asked, d.answered),
            each_day as materialized (
                select s.dimension, s.value, t.day, %2$s, sum(t.asked) as asked, sum(t.answered) as answered
                from taken t cross join lateral (%5$s) as s (dimension, value)
                where s.value is not null
                group by s.dimension, s.value, t.day),
            counted as (
                insert into analytics_count as c (company_id, dimension, value, day, %1$s, asked, answered)
                select $1::bigint, dimension, value, day, %1$s, asked, answered from each_day
                union all
                select $1::bigint, dimension, value, '-infinity', %6$s, sum(asked), sum(answered)
                from each_day group by dimension, value
                order by 2, 3, 4
                on conflict (company_id, dimension, value, day) do update
                set %3$s, asked = c.asked + excluded.asked, answered = c.answered + excluded.answered),
            answer as materialized (
                select t.day, t.activity_type, t.rep, t.template_id, t.sign, u.question_id, u.question_text, u.score,
                    %4$s as question
                from taken t
                cross join lateral unnest(t.question_ids, t.question_texts, t.scores)
                    as u (question_id, question_text, score)),
            worded as (
                insert into analytics_question (company_id, key, question_id, question_text)
                select distinct on (question) $1::bigint, question, question_id, question_text from answer
                order by question
                on conflict do nothing),
            answered_each_day as materialized (
                select s.dimension, s.value, t.day, t.question, sum(t.sign) as answers,
                    coalesce(sum(t.sign) filter (where t.score is not null), 0) as scored,
                    coalesce(sum(t.score * t.sign), 0) as score_sum
                from answer t cross join lateral (%5$s) as s (dimension, value)
                group by s.dimension, s.value, t.day, t.question),
            answered as (
                insert into analytics_answer_count as c
                    (company_id, dimension, value, day, question, answers, scored, score_sum)
                select $1::bigint, dimension, value, day, question, answers, scored, score_sum from answered_each_day
                union all
                select $1::bigint, dimension, value, '-infinity', question, sum(answers), sum(scored), sum(score_sum)
                from answered_each_day group by dimension, value, question
                order by 2, 3, 4, 5
                on conflict (company_id, dimension, value, day, question) do update
                set answers = c.answers + excluded.answers, scored = c.scored + excluded.scored,
                    score_sum = c.score_sum + excluded.score_sum)
            select count(*) from taken
            """.formatted(
                    String.join(", ", Recount.columns()),
                    join(column -> "sum(" + Recount.ofFact(column) + ") as " + column),
                    join(column -> column + " = c." + column + " + excluded." + column),
                    AnalyticsRepository.QUESTION_KEY,
                    Arrays.stream(Dimension.values())
                            .map(dimension -> "select '" + dimension.word() + "', "
                                    + (dimension == Dimension.ALL ? "''" : "t." + dimension.word()))
                            .collect(Collectors.joining(" union all ")),
                    join(column -> "sum(" + column + ")"));

    private final Pool pool;

    RollupRepository(Pool pool) {
        this.pool = pool;
    }

    private static String join(Function<String, String> each) {
        return Recount.columns().stream().map(each).collect(Collectors.joining(", "));
    }

    /**
     * Appends lines for feedback that is gone, or new.
     *
     * @param counts whether the number of feedbacks of their activities changes with them
     */
    Uni<Void> append(SqlConnection transaction, CompanyScope scope, List<SignedFact> facts, boolean counts) {
        boolean onActivity = counts && facts.get(0).fact().activityId() != null;
        return transaction
                .preparedQuery(onActivity ? APPEND_FACT_ON_ACTIVITY : APPEND_FACT)
                .executeBatch(facts.stream()
                        .map(each -> parameters(scope, each, onActivity))
                        .toList())
                .replaceWithVoid();
    }

    /** A piece of feedback, and whether it comes (1) or goes (-1). */
    record SignedFact(FeedbackFact fact, int sign) {}

    private static Tuple parameters(CompanyScope scope, SignedFact signed, boolean onActivity) {
        FeedbackFact fact = signed.fact();
        List<AnswerFact> answers = fact.answers();
        Tuple parameters = Tuple.from(Arrays.asList(
                scope.companyId(),
                fact.day(),
                fact.activityType(),
                fact.rep(),
                fact.templateId(),
                (short) fact.satisfaction(),
                (short) signed.sign(),
                fact.nps() == null ? null : fact.nps().shortValue(),
                answers.stream().map(AnswerFact::questionId).toArray(String[]::new),
                answers.stream().map(AnswerFact::questionText).toArray(String[]::new),
                answers.stream().map(answer -> text(answer.score())).toArray(String[]::new)));
        return onActivity ? parameters.addString(fact.activityId()) : parameters;
    }

    /** As exact as it reads: what is added must come to nothing when it is taken away again. */
    private static @Nullable String text(@Nullable Double score) {
        return score == null || !Double.isFinite(score)
                ? null
                : BigDecimal.valueOf(score).toString();
    }

    /** Notes invitations that ask about activities, each about another one. */
    Uni<Void> invited(SqlConnection transaction, CompanyScope scope, List<Invited> invitations) {
        // who is asked about once is in the counts; the second time it is taken out of them, and both stand alone
        return transaction
                .preparedQuery("""
                        with invited as (
                            select * from unnest($2::bigint[], $3::text[], $4::date[], $5::text[], $6::text[], $7::text[])
                                as i (request_id, activity_id, day, activity_type, rep, template_id)),
                        activity as (
                            insert into analytics_activity as a (company_id, activity_id, feedbacks, invitations,
                                request_id, day, activity_type, rep, template_id)
                            select $1::bigint, activity_id, 0, 1, request_id, day, activity_type, rep, template_id
                            from invited order by activity_id
                            on conflict (company_id, activity_id) do update
                            set invitations = a.invitations + 1,
                                request_id = coalesce(a.request_id, excluded.request_id),
                                day = coalesce(a.day, excluded.day),
                                activity_type = case when a.invitations = 0 then excluded.activity_type
                                    else a.activity_type end,
                                rep = case when a.invitations = 0 then excluded.rep else a.rep end,
                                template_id = case when a.invitations = 0 then excluded.template_id
                                    else a.template_id end
                            where a.request_id is distinct from excluded.request_id
                            returning activity_id, feedbacks, invitations, request_id, day, activity_type, rep,
                                template_id),
                        told as (
                            %s
                            select $1::bigint, nextval('analytics_delta_id'), day, activity_type, rep, template_id, 0, null, null,
                                '{}', '{}', '{}', case invitations when 1 then 1 else -1 end,
                                case when feedbacks <= 0 then 0 when invitations = 1 then 1 else -1 end
                            from activity where invitations <= 2)
                        insert into analytics_invitation
                            (company_id, request_id, activity_id, day, activity_type, rep, template_id)
                        select $1::bigint, a.request_id, a.activity_id, a.day, a.activity_type, a.rep, a.template_id
                        from activity a where a.invitations = 2
                        union all
                        select $1::bigint, i.request_id, i.activity_id, i.day, i.activity_type, i.rep, i.template_id
                        from invited i join activity a using (activity_id) where a.invitations >= 2
                        on conflict do nothing
                        """.formatted(APPEND))
                .execute(Tuple.from(Arrays.asList(
                        scope.companyId(),
                        invitations.stream().map(Invited::requestId).toArray(Long[]::new),
                        invitations.stream().map(Invited::activityId).toArray(String[]::new),
                        invitations.stream().map(RollupRepository::day).toArray(LocalDate[]::new),
                        invitations.stream().map(Invited::activityType).toArray(String[]::new),
                        invitations.stream().map(Invited::rep).toArray(String[]::new),
                        invitations.stream().map(Invited::templateId).toArray(String[]::new))))
                .replaceWithVoid();
    }

    private static LocalDate day(Invited invitation) {
        return LocalDate.ofInstant(invitation.sentAt(), ZoneOffset.UTC);
    }

    /** The companies that have at least so many lines to fold; knows no company. */
    Uni<List<CompanyId>> companiesToFold(int fewest) {
        // jumps from company to company, however many lines each has
        return pool.preparedQuery("""
                        with recursive waiting as (
                            (select company_id from analytics_delta order by company_id limit 1)
                            union all
                            select (select d.company_id from analytics_delta d where d.company_id > w.company_id
                                    order by d.company_id limit 1)
                            from waiting w where w.company_id is not null)
                        select company_id from waiting w
                        where exists (select from analytics_delta d where d.company_id = w.company_id
                                      offset $1 limit 1)
                        """)
                .execute(Tuple.of(fewest - 1))
                .map(rows -> Sql.list(rows, row -> new CompanyId(row.getLong(0))));
    }

    /** Folds a company's oldest lines, as many as that, and answers with how many these were. */
    Uni<Integer> fold(SqlClient connection, CompanyScope scope, int most) {
        return connection
                .preparedQuery(FOLD)
                .execute(Tuple.of(scope.companyId(), most))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** Folds on a connection of its own. */
    Uni<Integer> fold(CompanyScope scope, int most) {
        return fold(pool, scope, most);
    }
}
