package org.earshot.review;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.earshot.access.CompanyScope;

/** Stores reviews from elsewhere, many at once. */
@Singleton
class ReviewImportRepository {

    /** What a review is called elsewhere. */
    record Origin(String source, String id) {

        static Origin of(ImportedReview review) {
            return new Origin(review.source(), review.sourceId());
        }
    }

    /**
     * Stores new reviews and changes those that are there and differ.
     *
     * @param reviews each with an origin of its own
     * @return origin → what became of it; what is there already, and is the same, is missing
     */
    Uni<Map<Origin, ImportResults.Result>> store(
            SqlConnection transaction, CompanyScope scope, Collection<ImportedReview> reviews) {
        return transaction
                .preparedQuery("""
                        -- in one order, so that of two simultaneous imports one waits for the other, and never both. The
                        -- time of submission stays: lists are walked by it. A first revision was born here and now.
                        insert into review as r (company_id, id, source, source_id, revision, status, author_name,
                            anonymous, title, text, questions, answers, score, percentage, submitted_at, published_at)
                        select $1, nextval('review_id'), i.source, i.source_id, 1, 'PUBLISHED', i.author, false, i.title,
                            i.text, '{}', '{}', i.score, i.percentage, i.submitted_at, i.submitted_at
                        from (select * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[],
                                      $8::int[], $9::timestamptz[])
                                  as given (source, source_id, author, title, text, score, percentage, submitted_at)
                              order by source, source_id) i
                        on conflict (company_id, source, source_id) do update
                        set author_name = excluded.author_name, title = excluded.title, text = excluded.text,
                            score = excluded.score, percentage = excluded.percentage, revision = r.revision + 1
                        where (r.author_name, r.title, r.text, r.score, r.percentage) is distinct from
                            (excluded.author_name, excluded.title, excluded.text, excluded.score, excluded.percentage)
                        returning r.source, r.source_id, r.id, r.revision
                        """)
                .execute(Tuple.from(List.of(
                        scope.companyId(),
                        reviews.stream().map(ImportedReview::source).toArray(String[]::new),
                        reviews.stream().map(ImportedReview::sourceId).toArray(String[]::new),
                        reviews.stream().map(ImportedReview::author).toArray(String[]::new),
                        reviews.stream().map(ImportedReview::title).toArray(String[]::new),
                        reviews.stream().map(ImportedReview::text).toArray(String[]::new),
                        reviews.stream().map(review -> review.rating().score()).toArray(Integer[]::new),
                        reviews.stream()
                                .map(review -> review.rating().percentage())
                                .toArray(Integer[]::new),
                        reviews.stream()
                                .map(review -> review.submitted().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))))
                .map(rows ->
                        results(rows, row -> row.getInteger(3) == 1 ? ImportResults.CREATED : ImportResults.UPDATED));
    }

    /** Reviews that are there already. */
    Uni<Map<Origin, ImportResults.Result>> find(
            SqlConnection transaction, CompanyScope scope, Collection<Origin> origins) {
        return transaction
                .preparedQuery("""
                        select r.source, r.source_id, r.id
                        from unnest($2::text[], $3::text[]) as o (source, id)
                        join review r on r.company_id = $1 and r.source = o.source and r.source_id = o.id
                        """)
                .execute(Tuple.of(
                        scope.companyId(),
                        origins.stream().map(Origin::source).toArray(String[]::new),
                        origins.stream().map(Origin::id).toArray(String[]::new)))
                .map(rows -> results(rows, row -> ImportResults.UNCHANGED));
    }

    private static Map<Origin, ImportResults.Result> results(Iterable<Row> rows, Function<Row, String> result) {
        Map<Origin, ImportResults.Result> results = new HashMap<>();
        rows.forEach(row -> results.put(
                new Origin(row.getString(0), row.getString(1)),
                ImportResults.Result.stored(new ReviewId(true, row.getLong(2)), result.apply(row))));
        return results;
    }
}
