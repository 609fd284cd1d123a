package org.earshot.analytics;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.kernel.DueWork;
import org.earshot.kernel.Outage;
import org.jboss.logging.Logger;

/**
 * Folds what was appended into the counts. That costs the less, the more is folded at once; so it waits for some to gather,
 * though not for long. Nobody sees the difference: who reads adds what is not folded.
 */
@Singleton
class RollupFold implements DueWork {

    private static final Logger LOG = Logger.getLogger(RollupFold.class);

    /** How many lines one transaction folds. */
    static final int BATCH = 10_000;

    /** How much smaller a batch is after one that was too large. */
    private static final int FRACTION = 20;

    /** How many batches of one company a tick folds, before it is others' turn. */
    private static final int BATCHES = 10;

    /** How many lines are worth folding at once; as many are read in some hundredths of a second. */
    static final int WORTHWHILE = 5_000;

    /** How long fewer than that may wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RollupRepository rollup;
    private volatile long foldedAll = System.nanoTime();

    RollupFold(RollupRepository rollup) {
        this.rollup = rollup;
    }

    /** Answers with 0: nothing that is folded was waited for. */
    @Override
    public Uni<Integer> runDue() {
        long now = System.nanoTime();
        boolean all = now - foldedAll >= PATIENCE.toNanos();
        if (all) {
            foldedAll = now;
        }
        return rollup.companiesToFold(all ? 1 : WORTHWHILE)
                .flatMap(this::foldAll)
                .replaceWith(0);
    }

    private Uni<Integer> foldAll(List<CompanyId> companies) {
        return Multi.createFrom()
                .iterable(companies)
                .onItem()
                .transformToUniAndConcatenate(company -> fold(company)
                        .onFailure()
                        .invoke(failure ->
                                Outage.log(LOG, "Counting failed for one company and is tried again", failure))
                        .onFailure()
                        .recoverWithItem(0))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> fold(CompanyId company) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new AtomicInteger(BATCH), batch -> fold(TrustedScopes.scheduler(company), batch))
                .whilst(folded -> folded > 0)
                .select()
                .first(BATCHES)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    /** Lines may say more than usual; what cannot be folded in time is folded in smaller batches. */
    private Uni<Integer> fold(CompanyScope scope, AtomicInteger batch) {
        return rollup.fold(scope, batch.get()).onFailure().recoverWithUni(() -> {
            batch.set(batch.get() / FRACTION);
            return rollup.fold(scope, batch.get());
        });
    }
}
