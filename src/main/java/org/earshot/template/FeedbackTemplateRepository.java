package org.earshot.template;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.ObjectId;
import org.earshot.kernel.Sql;

/** Templates, and all that each of them has ever asked. */
@Singleton
class FeedbackTemplateRepository {

    private static final String SELECT = """
            select t.company_id, t.id, t.namespaces, t.name, t.description, t.category, t.template_type, t.active,
                   t.styling::text, t.notifications::text, t.version, t.revision, t.sv_client, t.created_at, t.modified_at,
                   v.document::text
            from feedback_template t
            join feedback_template_version v
              on v.company_id = t.company_id and v.template_id = t.id and v.version = t.version
            """;

    /** Whether a template is among those in reach, and is what is searched for; an operator's search names no company. */
    private static final String FOUND = """
            where ($1 or t.company_id = any($2))
              and ($3::text is null or t.category = $3)
              and ($4::boolean is null or t.active = $4)
              and ($5::text is null or t.template_type = $5)
              and ($6::text[] is null or exists (
                    select 1 from company c
                    where c.namespace = any($6) and c.namespace = any(t.namespaces) and ($1 or c.id = any($2))))
              and ($7::bigint[] is null or exists (
                    select 1 from unnest($7, $8::bigint[]) as named (id, second)
                    where named.id = t.id and named.second = floor(extract(epoch from t.created_at))))
            """;

    private final Pool pool;
    private final TemplateDocument document;

    FeedbackTemplateRepository(Pool pool, TemplateDocument document) {
        this.pool = pool;
        this.document = document;
    }

    Uni<Optional<FeedbackTemplate>> find(CompanyReach reach, ObjectId id) {
        return pool.preparedQuery(SELECT + " where t.id = $3 and ($1 or t.company_id = any($2))")
                .execute(Tuple.of(reach.everyCompany(), reach.companyIds(), id.number()))
                .map(rows -> named(id, rows, reach::scope));
    }

    Uni<Optional<FeedbackTemplate>> find(SqlClient connection, CompanyScope scope, ObjectId id) {
        return connection
                .preparedQuery(SELECT + " where t.company_id = $1 and t.id = $2")
                .execute(Tuple.of(scope.companyId(), id.number()))
                .map(rows -> named(id, rows, company -> Optional.of(scope)));
    }

    /** The template as it is now; until the transaction ends, nobody else changes it. */
    Uni<Optional<FeedbackTemplate>> lock(SqlConnection transaction, CompanyScope scope, ObjectId id) {
        return transaction
                .preparedQuery("select 1 from feedback_template where company_id = $1 and id = $2 for update")
                .execute(Tuple.of(scope.companyId(), id.number()))
                .chain(() -> find(transaction, scope, id));
    }

    Uni<List<FeedbackTemplate>> list(CompanyReach reach, TemplateSearch search) {
        Tuple parameters = found(reach, search)
                .addInteger(search.page().size())
                .addLong(search.page().skip());
        return pool.preparedQuery(SELECT + FOUND + " order by " + order(search) + " limit $9 offset $10")
                .execute(parameters)
                .map(rows -> all(rows, reach::scope));
    }

    Uni<Long> count(CompanyReach reach, TemplateSearch search) {
        return pool.preparedQuery("select count(*) from feedback_template t " + FOUND)
                .execute(found(reach, search))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** A version of what a template asks, also of one that is deleted, of which nobody is told anything then. */
    Uni<Optional<Questionnaire>> version(SqlClient connection, CompanyScope scope, ObjectId id, int version) {
        return connection
                .preparedQuery("""
                        select v.document::text, coalesce(t.active, false), t.notifications::text, t.name
                        from feedback_template_version v
                        left join feedback_template t on t.company_id = v.company_id and t.id = v.template_id
                        where v.company_id = $1 and v.template_id = $2 and v.version = $3
                        """)
                .execute(Tuple.of(scope.companyId(), id.number(), version))
                .map(rows -> Sql.first(
                        rows,
                        row -> new Questionnaire(
                                id.toString(),
                                Objects.requireNonNullElse(row.getString(3), id.toString()),
                                version,
                                row.getBoolean(1),
                                document.read(row.getString(0), Asked.class),
                                Optional.ofNullable(row.getString(2))
                                        .map(text -> document.read(text, NotificationSettings.class))
                                        .orElse(NotificationSettings.NONE))));
    }

    Uni<Long> nextNumber(SqlConnection transaction) {
        return transaction
                .preparedQuery("select nextval('feedback_template_id')")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Void> insert(SqlConnection transaction, CompanyScope scope, FeedbackTemplate template) {
        return transaction
                .preparedQuery("""
                        insert into feedback_template (company_id, id, namespaces, name, description, category,
                            template_type, active, styling, notifications, version, revision, modified_at, sv_client,
                            created_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb, $10::text::jsonb, $11, $12, $13, $14, $15)
                        """)
                .execute(columns(scope, template)
                        .addInteger(template.svClient())
                        .addOffsetDateTime(Sql.utc(template.createdAt())))
                .chain(() -> insertVersion(transaction, scope, template));
    }

    Uni<Void> update(SqlConnection transaction, CompanyScope scope, FeedbackTemplate template) {
        return transaction.preparedQuery("""
                        update feedback_template
                        set namespaces = $3, name = $4, description = $5, category = $6, template_type = $7, active = $8,
                            styling = $9::text::jsonb, notifications = $10::text::jsonb, version = $11, revision = $12,
                            modified_at = $13
                        where company_id = $1 and id = $2
                        """).execute(columns(scope, template)).replaceWithVoid();
    }

    Uni<Void> insertVersion(SqlConnection transaction, CompanyScope scope, FeedbackTemplate template) {
        return transaction
                .preparedQuery("""
                        insert into feedback_template_version (company_id, template_id, version, document, created_at)
                        values ($1, $2, $3, $4::text::jsonb, $5)
                        """)
                .execute(Tuple.of(
                        scope.companyId(),
                        template.number(),
                        template.version(),
                        document.write(template.fields().asked()),
                        Sql.utc(template.modifiedAt())))
                .replaceWithVoid();
    }

    /** Deletes a template; its versions stay. */
    Uni<Void> delete(SqlConnection transaction, CompanyScope scope, FeedbackTemplate template) {
        return transaction
                .preparedQuery("delete from feedback_template where company_id = $1 and id = $2")
                .execute(Tuple.of(scope.companyId(), template.number()))
                .replaceWithVoid();
    }

    private Tuple columns(CompanyScope scope, FeedbackTemplate template) {
        TemplateFields fields = template.fields();
        return Tuple.tuple()
                .addLong(scope.companyId())
                .addLong(template.number())
                .addArrayOfString(template.namespaces().toArray(String[]::new))
                .addString(fields.name())
                .addString(fields.description())
                .addString(fields.category())
                .addString(fields.type().word())
                .addBoolean(fields.active())
                .addString(document.write(fields.styling()))
                .addString(document.write(fields.notifications()))
                .addInteger(template.version())
                .addInteger(template.revision())
                .addOffsetDateTime(Sql.utc(template.modifiedAt()));
    }

    private static Tuple found(CompanyReach reach, TemplateSearch search) {
        List<ObjectId> ids = search.ids();
        return Tuple.tuple()
                .addBoolean(reach.everyCompany())
                .addArrayOfLong(reach.companyIds())
                .addString(search.category().orElse(null))
                .addBoolean(search.active().orElse(null))
                .addString(search.type().map(TemplateType::word).orElse(null))
                .addArrayOfString(
                        search.namespaces().isEmpty()
                                ? null
                                : search.namespaces().toArray(String[]::new))
                .addArrayOfLong(
                        ids == null ? null : ids.stream().map(ObjectId::number).toArray(Long[]::new))
                .addArrayOfLong(
                        ids == null ? null : ids.stream().map(ObjectId::second).toArray(Long[]::new));
    }

    private static String order(TemplateSearch search) {
        String column =
                switch (search.order().field()) {
                    case "createdAt" -> "t.created_at";
                    case "modifiedAt" -> "t.modified_at";
                    case "name" -> "t.name";
                    case "category" -> "t.category";
                    case "template_type" -> "t.template_type";
                    case "is_active" -> "t.active";
                    case "_id" -> "floor(extract(epoch from t.created_at))";
                    default ->
                        throw new IllegalStateException(
                                "No order of templates: " + search.order().field());
                };
        String direction = search.order().ascending() ? " asc" : " desc";
        return column + direction + " nulls last, floor(extract(epoch from t.created_at))" + direction + ", t.id"
                + direction;
    }

    /** The template if it is what is named: a number alone could be guessed. */
    private Optional<FeedbackTemplate> named(
            ObjectId id, RowSet<Row> rows, Function<CompanyId, Optional<CompanyScope>> scopes) {
        return all(rows, scopes).stream()
                .filter(template -> id.fits(template.createdAt()))
                .findFirst();
    }

    private List<FeedbackTemplate> all(RowSet<Row> rows, Function<CompanyId, Optional<CompanyScope>> scopes) {
        List<FeedbackTemplate> templates = new ArrayList<>();
        rows.forEach(row -> scopes.apply(new CompanyId(row.getLong(0)))
                .map(scope -> template(scope, row))
                .ifPresent(templates::add));
        return templates;
    }

    private FeedbackTemplate template(CompanyScope scope, Row row) {
        return new FeedbackTemplate(
                scope,
                row.getLong(1),
                List.of(row.getArrayOfStrings(2)),
                new TemplateFields(
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        Words.find(TemplateType.class, row.getString(6)).orElseThrow(),
                        document.read(row.getString(15), Asked.class),
                        document.read(row.getString(9), NotificationSettings.class),
                        document.read(row.getString(8), Styling.class),
                        row.getBoolean(7)),
                row.getInteger(10),
                row.getInteger(11),
                row.getInteger(12),
                row.getOffsetDateTime(13).toInstant(),
                row.getOffsetDateTime(14).toInstant());
    }
}
