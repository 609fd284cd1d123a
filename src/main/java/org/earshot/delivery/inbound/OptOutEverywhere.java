package org.earshot.delivery.inbound;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.company.CompanyDirectory;
import org.earshot.delivery.RecipientBook;
import org.earshot.delivery.RecipientBook.Candidate;
import org.earshot.delivery.RecipientHash;
import org.earshot.delivery.SuppressionReason;
import org.earshot.delivery.Suppressions;

/**
 * Takes a person's word that they want no more text messages. It was said to a number from which all companies may write,
 * so it holds for each that ever wrote to them; a company that did not, does not hear of it.
 */
@Singleton
class OptOutEverywhere {

    private static final int BATCH = 500;

    private final CompanyDirectory companies;
    private final RecipientHash hashes;
    private final List<RecipientBook> books;
    private final Suppressions suppressions;
    private final Pool pool;

    OptOutEverywhere(
            CompanyDirectory companies,
            RecipientHash hashes,
            @All List<RecipientBook> books,
            Suppressions suppressions,
            Pool pool) {
        this.companies = companies;
        this.hashes = hashes;
        this.books = books;
        this.suppressions = suppressions;
        this.pool = pool;
    }

    /**
     * Puts the number on the list of one company after the other. A failure ends it; what was done stays, and doing it
     * again does no harm.
     */
    Uni<Void> optOut(PhoneNumber number) {
        return Multi.createBy()
                .repeating()
                .uni(AtomicLong::new, last -> companies.after(last.get(), BATCH).invoke(batch -> advance(last, batch)))
                .whilst(batch -> batch.size() == BATCH)
                .onItem()
                .transformToUniAndConcatenate(batch -> optOut(batch, number))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static void advance(AtomicLong last, List<CompanyId> batch) {
        if (!batch.isEmpty()) {
            last.set(batch.get(batch.size() - 1).value());
        }
    }

    /** How many companies of the batch there were to put it on the list of. */
    private Uni<Integer> optOut(List<CompanyId> batch, PhoneNumber number) {
        List<Candidate> candidates = batch.stream()
                .map(TrustedScopes::provider)
                .map(scope -> new Candidate(scope, hashes.underEveryKey(scope, number.e164())))
                .toList();
        return Multi.createFrom()
                .iterable(books)
                .onItem()
                .transformToMultiAndConcatenate(
                        book -> book.knowing(candidates).onItem().transformToMulti(Multi.createFrom()::iterable))
                .onItem()
                .transformToUniAndConcatenate(scope -> suppress(scope, number))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> suppress(CompanyScope scope, PhoneNumber number) {
        return pool.withTransaction(transaction ->
                        suppressions.suppress(transaction, scope, number.e164(), SuppressionReason.OPTED_OUT))
                .replaceWith(1);
    }
}
