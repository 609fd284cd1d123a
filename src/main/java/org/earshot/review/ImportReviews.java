package org.earshot.review;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.review.ReviewImportRepository.Origin;

/** Takes over reviews that were written elsewhere, each once, however often it is sent (W74). */
@Singleton
public class ImportReviews {

    private static final int MOST = 1000;
    private static final String LIST = "reviews";

    /** One of the reviews that were sent: what it says, or what is wrong with it. */
    private record Item(Optional<ImportedReview> review, Map<String, String> errors) {}

    private final ReviewImportRepository reviews;
    private final CompanyDirectory companies;
    private final Pool pool;
    private final Clock clock;

    ImportReviews(ReviewImportRepository reviews, CompanyDirectory companies, Pool pool, Clock clock) {
        this.reviews = reviews;
        this.companies = companies;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Stores the good ones of a list and tells what is wrong with the others; fails with INVALID for a list that is none
     * or too long, and for a bad review that is sent alone.
     */
    Uni<ImportResults> importAll(CompanyScope scope, JsonBody body) {
        return companies.demand(scope).flatMap(known -> {
            List<Item> items = items(body, clock.instant());
            Map<Origin, ImportedReview> good = new LinkedHashMap<>();
            items.forEach(item -> item.review().ifPresent(review -> good.put(Origin.of(review), review)));
            return store(scope, good).map(stored -> results(items, stored));
        });
    }

    private Uni<Map<Origin, ImportResults.Result>> store(CompanyScope scope, Map<Origin, ImportedReview> good) {
        if (good.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.withTransaction(transaction -> reviews.store(transaction, scope, good.values())
                .flatMap(stored -> {
                    Set<Origin> others = new HashSet<>(good.keySet());
                    others.removeAll(stored.keySet());
                    return reviews.find(transaction, scope, others)
                            .invoke(stored::putAll)
                            .replaceWith(stored);
                }));
    }

    private static List<Item> items(JsonBody body, Instant now) {
        FieldErrors errors = new FieldErrors();
        if (!body.mentions(LIST)) {
            Optional<ImportedReview> alone = ImportedReview.parse(body, now, errors);
            errors.throwIfAny();
            return List.of(new Item(alone, Map.of()));
        }
        Optional<List<Optional<JsonBody>>> sent = body.objects(LIST, MOST, errors);
        if (sent.isEmpty()) {
            errors.add(LIST, "must be a list");
        }
        errors.throwIfAny();
        Set<Origin> seen = new HashSet<>();
        List<Item> items = new ArrayList<>();
        sent.orElseThrow().forEach(fields -> items.add(item(fields, now, seen)));
        return items;
    }

    private static Item item(Optional<JsonBody> fields, Instant now, Set<Origin> seen) {
        FieldErrors errors = new FieldErrors();
        if (fields.isEmpty()) {
            errors.add("review", "must be an object");
        }
        Optional<ImportedReview> review = fields.flatMap(given -> ImportedReview.parse(given, now, errors));
        if (review.filter(good -> !seen.add(Origin.of(good))).isPresent()) {
            errors.add("sourceId", "stands in this list already");
        }
        return new Item(review.filter(good -> errors.asMap().isEmpty()), errors.asMap());
    }

    private static ImportResults results(List<Item> items, Map<Origin, ImportResults.Result> stored) {
        return new ImportResults(items.stream()
                .map(item -> item.review()
                        .flatMap(review -> Optional.ofNullable(stored.get(Origin.of(review))))
                        .orElseGet(() -> ImportResults.Result.refused(item.errors())))
                .toList());
    }
}
