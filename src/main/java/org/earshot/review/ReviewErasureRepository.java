package org.earshot.review;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.Sql;

/** Reviews that are to be handed out or forgotten with their requests. Hand-written SQL on the pool throughout. */
@Singleton
class ReviewErasureRepository {

    /** The numbers of the reviews of these requests. */
    Uni<List<Long>> ofRequests(SqlConnection transaction, CompanyScope scope, List<Long> requestIds) {
        return transaction
                .preparedQuery("select id from review where company_id = $1 and request_id = any($2) order by id")
                .execute(parameters(scope, requestIds))
                .map(ReviewErasureRepository::ids);
    }

    /** The reviews of these requests in full, each with what was decided on it. */
    Uni<List<ExportedReview>> export(SqlConnection transaction, CompanyScope scope, List<Long> requestIds) {
        return transaction
                .preparedQuery("""
                        select e.review_id, e.event, e.to_status, e.reason, e.at
                        from review_event e
                        join review r on r.company_id = e.company_id and r.id = e.review_id
                        where r.company_id = $1 and r.request_id = any($2)
                        order by e.id
                        """)
                .execute(parameters(scope, requestIds))
                .map(rows -> Sql.list(rows, ExportedReview.Step::of).stream()
                        .collect(Collectors.groupingBy(ExportedReview.Step::review)))
                .flatMap(history -> transaction
                        .preparedQuery("select " + ExportedReview.COLUMNS
                                + " from review where company_id = $1 and request_id = any($2) order by id")
                        .execute(parameters(scope, requestIds))
                        .map(rows -> Sql.list(
                                rows,
                                row -> ExportedReview.of(row, history.getOrDefault(row.getLong("id"), List.of())))));
    }

    /**
     * Deletes the reviews of these requests, and before them all that refers to them; answers with their numbers. They are
     * locked first, in an order that all follow: a decision that is being taken adds to the log.
     */
    Uni<List<Long>> delete(SqlConnection transaction, CompanyScope scope, List<Long> requestIds) {
        return transaction
                .preparedQuery(
                        "select id from review where company_id = $1 and request_id = any($2) order by id for update")
                .execute(parameters(scope, requestIds))
                .map(ReviewErasureRepository::ids)
                .call(ids -> transaction
                        .preparedQuery("delete from review_event where company_id = $1 and review_id = any($2)")
                        .execute(parameters(scope, ids)))
                .call(ids -> transaction
                        .preparedQuery("delete from review_reply where company_id = $1 and review_id = any($2)")
                        .execute(parameters(scope, ids)))
                .call(ids -> transaction
                        .preparedQuery("delete from review where company_id = $1 and id = any($2)")
                        .execute(parameters(scope, ids)));
    }

    private static Tuple parameters(CompanyScope scope, List<Long> ids) {
        return Tuple.of(scope.companyId(), ids.toArray(Long[]::new));
    }

    private static List<Long> ids(RowSet<Row> rows) {
        return Sql.list(rows, row -> row.getLong(0));
    }
}
