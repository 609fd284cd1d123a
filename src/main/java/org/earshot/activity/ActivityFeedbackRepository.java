package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.analytics.FeedbackFilter;
import org.earshot.analytics.FeedbackSource;
import org.earshot.analytics.GroupCount;
import org.earshot.analytics.Grouping;
import org.earshot.analytics.OpinionGroups;
import org.earshot.analytics.Recount;
import org.earshot.analytics.Tally;
import org.earshot.kernel.ObjectId;
import org.earshot.kernel.Page;
import org.earshot.kernel.Reading;
import org.earshot.kernel.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Activity feedback. Hand-written SQL on the pool throughout: whatever changes it also changes what is counted of it, in
 * one transaction, and the others are the statements of every call.
 */
@Singleton
class ActivityFeedbackRepository implements FeedbackSource {

    static final String COLUMNS = """
            company_id, id, created_at, modified_at, revision, sv_client, activity_type, activity_id, rep, client, \
            template_id, template_version, overall_satisfaction, nps_score, completion_time, completion_rate, \
            is_anonymous, namespaces, device_type, browser, ip_address, country, city, sentiment, \
            sentiment_confidence, keywords, explanation, responses, follow_up_actions""";

    static final String SELECT = "select " + COLUMNS + " from activity_feedback where ";
    private static final String BY_KEY = "company_id = $1 and id = $2 and created_at = $3";

    private final Pool pool;
    private final Pool reading;

    /** Exports, and what is counted one by one, may come from a read replica. */
    ActivityFeedbackRepository(Pool pool, @Reading Pool reading) {
        this.pool = pool;
        this.reading = reading;
    }

    /** Stores new feedback and answers with it, now that it has its name. */
    Uni<ActivityFeedback> insert(SqlConnection transaction, CompanyScope scope, ActivityFeedback made) {
        return transaction
                .preparedQuery("insert into activity_feedback (" + COLUMNS + """
                        )
                        values ($1, nextval('activity_feedback_id'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
                            $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)
                        returning id
                        """)
                .execute(Tuple.from(Arrays.asList(
                        scope.companyId(),
                        Sql.utc(made.createdAt()),
                        Sql.utc(made.modifiedAt()),
                        made.revision(),
                        made.svClient(),
                        made.activityType(),
                        made.activityId(),
                        made.rep(),
                        made.client(),
                        made.templateId(),
                        made.templateVersion(),
                        made.overallSatisfaction(),
                        made.npsScore(),
                        made.completionTime(),
                        made.completionRate(),
                        made.anonymous(),
                        made.namespaces().toArray(String[]::new),
                        made.session().deviceType(),
                        made.session().browser(),
                        made.session().ipAddress(),
                        made.session().location() == null
                                ? null
                                : made.session().location().country(),
                        made.session().location() == null
                                ? null
                                : made.session().location().city(),
                        made.sentiment().overall(),
                        made.sentiment().confidence(),
                        made.sentiment().keywords().toArray(String[]::new),
                        SentimentReason.write(made.sentiment().explanation()),
                        FeedbackResponse.write(made.responses()),
                        FollowUpAction.write(made.followUpActions()))))
                .map(rows -> rows.iterator().next().getLong(0))
                .map(number -> made.named(ObjectId.of(made.createdAt(), number).toString()));
    }

    /** Feedback by its name, among the companies within reach; an operator's look-up names no company. */
    Uni<Optional<ActivityFeedback>> find(CompanyReach reach, ObjectId id) {
        return one(reach, COLUMNS, id).map(rows -> Sql.first(rows, ActivityFeedbackRepository::read));
    }

    /** The company whose feedback this is, if it lies within reach. */
    Uni<Optional<CompanyScope>> owner(CompanyReach reach, ObjectId id) {
        return one(reach, "company_id", id)
                .map(rows ->
                        Sql.first(rows, row -> new CompanyId(row.getLong(0))).flatMap(reach::scope));
    }

    private Uni<RowSet<Row>> one(CompanyReach reach, String columns, ObjectId id) {
        String statement = "select " + columns + " from activity_feedback where id = $1 and created_at = $2";
        return reach.everyCompany()
                ? pool.preparedQuery(statement).execute(Tuple.of(id.number(), Sql.utc(id.createdAt())))
                : pool.preparedQuery(statement + " and company_id = any($3)")
                        .execute(Tuple.of(id.number(), Sql.utc(id.createdAt()), reach.companyIds()));
    }

    /** Feedback, locked until the transaction ends: of two changes the second sees what the first has made of it (A25). */
    Uni<Optional<ActivityFeedback>> lock(SqlConnection transaction, CompanyScope scope, ObjectId id) {
        return transaction
                .preparedQuery(SELECT + BY_KEY + " for update")
                .execute(key(scope, id))
                .map(rows -> Sql.first(rows, ActivityFeedbackRepository::read));
    }

    /** Stores what changes may change. */
    Uni<Void> update(SqlConnection transaction, CompanyScope scope, ObjectId id, ActivityFeedback changed) {
        return transaction
                .preparedQuery("""
                        update activity_feedback
                        set modified_at = $3, revision = $4, overall_satisfaction = $5, nps_score = $6,
                            completion_rate = $7, namespaces = $8, sentiment = $9, sentiment_confidence = $10,
                            keywords = $11, explanation = $12, responses = $13, follow_up_actions = $14
                        where company_id = $1 and id = $2
                        """)
                .execute(Tuple.from(Arrays.asList(
                        scope.companyId(),
                        id.number(),
                        Sql.utc(changed.modifiedAt()),
                        changed.revision(),
                        changed.overallSatisfaction(),
                        changed.npsScore(),
                        changed.completionRate(),
                        changed.namespaces().toArray(String[]::new),
                        changed.sentiment().overall(),
                        changed.sentiment().confidence(),
                        changed.sentiment().keywords().toArray(String[]::new),
                        SentimentReason.write(changed.sentiment().explanation()),
                        FeedbackResponse.write(changed.responses()),
                        FollowUpAction.write(changed.followUpActions()))))
                .replaceWithVoid();
    }

    /** Deletes feedback and answers with it; empty if there was none. */
    Uni<Optional<ActivityFeedback>> delete(SqlConnection transaction, CompanyScope scope, ObjectId id) {
        return transaction
                .preparedQuery("delete from activity_feedback where " + BY_KEY + " returning " + COLUMNS)
                .execute(key(scope, id))
                .map(rows -> Sql.first(rows, ActivityFeedbackRepository::read));
    }

    /** How many pieces of feedback are found in all, wherever in them the caller is. */
    Uni<Long> count(CompanyReach reach, ActivitySearch search) {
        Conditions found = search.found(reach);
        return pool.preparedQuery("select count(*) from activity_feedback where " + found.text())
                .execute(found.parameters())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Some of what is found, in its order: from a place on, or from where a walk has come to. */
    Uni<List<ActivityFeedback>> list(CompanyReach reach, ActivitySearch search, Place place, int limit) {
        return select(pool, reach, search, search.foundFrom(reach, place), place.skip(), limit);
    }

    /** The next batch of a walk through what was there at a time, as long as a page. */
    Uni<List<ActivityFeedback>> batch(CompanyReach reach, ActivitySearch search, Instant until) {
        Conditions found = search.foundBeyondMark(reach);
        found.and("created_at <= ?", Sql.utc(until));
        return select(reading, reach, search, found, 0, search.page().size());
    }

    /**
     * Reads some of what is found. Of several companies, the first of each are found in its index and merged, and only what
     * is left of them is read: to sort what all of them have would take ever longer.
     */
    private Uni<List<ActivityFeedback>> select(
            Pool from, CompanyReach reach, ActivitySearch search, Conditions found, long skip, int limit) {
        String skipped = found.parameter(skip);
        String ordered = " order by " + search.orderBy();
        String cut = ordered + " limit " + limit + " offset " + skipped;
        return from.preparedQuery(
                        reach.onlyScope().isPresent()
                                ? SELECT + found.text() + cut
                                : "select " + COLUMNS + " from (select next.company_id, next.id from "
                                        + (reach.everyCompany() ? "(select id from company)" : "unnest($1::bigint[])")
                                        + " as reached (company) cross join lateral (select " + search.keys()
                                        + " from activity_feedback where company_id = reached.company and "
                                        + found.text() + ordered + " limit " + limit + " + " + skipped + ") as next"
                                        + cut
                                        + ") as chosen join activity_feedback using (company_id, id)" + ordered)
                .execute(found.parameters())
                .map(rows -> Sql.list(rows, ActivityFeedbackRepository::read));
    }

    @Override
    public Uni<Tally> recount(CompanyScope scope, FeedbackFilter filter) {
        Conditions counted = counted(scope, filter);
        return reading.preparedQuery(Recount.statement("""
                        select (created_at at time zone 'UTC')::date as day, overall_satisfaction as satisfaction,
                               nps_score as nps, responses
                        from activity_feedback
                        where\s""" + counted.text()))
                .execute(counted.parameters())
                .map(Recount::tally);
    }

    @Override
    public Uni<OpinionGroups> recount(
            CompanyScope scope, FeedbackFilter filter, Grouping grouping, Optional<Page> page) {
        Conditions counted = counted(scope, filter);
        return reading.preparedQuery(GroupCount.statement("""
                        select (created_at at time zone 'UTC')::date as day, activity_type, rep, template_id,
                               overall_satisfaction as satisfaction, nps_score as nps
                        from activity_feedback
                        where\s""" + counted.text(), grouping, page))
                .execute(counted.parameters())
                .map(rows -> GroupCount.groups(rows, grouping));
    }

    private static Conditions counted(CompanyScope scope, FeedbackFilter filter) {
        Conditions counted = new Conditions(scope);
        counted.and("created_at >= ?", Sql.utc(filter.from()));
        counted.and("created_at < ?", Sql.utc(filter.to().plusDays(1)));
        filter.activityType().ifPresent(type -> counted.and("activity_type = ?", type));
        filter.rep().ifPresent(rep -> counted.and("rep = ?", rep));
        filter.templateId().ifPresent(template -> counted.and("template_id = ?", template));
        if (!filter.labels().isEmpty()) {
            counted.and("namespaces && ?", (Object) filter.labels().toArray(String[]::new));
        }
        return counted;
    }

    private static Tuple key(CompanyScope scope, ObjectId id) {
        return Tuple.of(scope.companyId(), id.number(), Sql.utc(id.createdAt()));
    }

    static ActivityFeedback read(Row row) {
        Instant created = row.getOffsetDateTime("created_at").toInstant();
        return new ActivityFeedback(
                ObjectId.of(created, row.getLong("id")).toString(),
                row.getString("activity_type"),
                row.getString("activity_id"),
                row.getString("rep"),
                row.getString("client"),
                row.getString("template_id"),
                row.getInteger("overall_satisfaction"),
                FeedbackResponse.read(json(row, "responses")),
                row.getInteger("nps_score"),
                new FeedbackSentiment(
                        row.getString("sentiment"),
                        row.getDouble("sentiment_confidence"),
                        List.of(row.getArrayOfStrings("keywords")),
                        SentimentReason.read(json(row, "explanation"))),
                row.getInteger("completion_time"),
                row.getInteger("completion_rate"),
                new SessionData(
                        row.getString("device_type"),
                        row.getString("browser"),
                        row.getString("ip_address"),
                        location(row.getString("country"), row.getString("city"))),
                FollowUpAction.read(json(row, "follow_up_actions")),
                row.getBoolean("is_anonymous"),
                List.of(row.getArrayOfStrings("namespaces")),
                created,
                row.getOffsetDateTime("modified_at").toInstant(),
                row.getInteger("sv_client"),
                row.getInteger("revision"),
                row.getLong("company_id"),
                row.getInteger("template_version"));
    }

    private static JsonArray json(Row row, String column) {
        return row.get(JsonArray.class, column);
    }

    private static @Nullable FeedbackLocation location(@Nullable String country, @Nullable String city) {
        return country == null && city == null ? null : new FeedbackLocation(country, city);
    }
}
