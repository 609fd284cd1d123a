package org.earshot.kernel;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Batches of work for each tick, each shared out evenly among those who have some: no backlog holds up anybody else's
 * turn, and yet it is gone soon.
 */
public final class Shares {

    private static final Logger LOG = Logger.getLogger(Shares.class);

    /** How many records a batch takes on, and how many companies at most. */
    public static final int BATCH = 500;

    /** How many batches a tick takes on: by far more than ever become due in a second. */
    public static final int BATCHES = 20;

    private Shares() {}

    /** Takes on batches until one finds nothing to do; answers with how many records were done in all. */
    public static Uni<Integer> batches(Supplier<Uni<? extends Integer>> batch) {
        return Multi.createBy()
                .repeating()
                .uni(batch)
                .whilst(done -> done > 0)
                .select()
                .first(BATCHES)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    /**
     * Gives each its turn, with the number of records that it may take on; answers with how many were done. A turn that
     * fails stops no other, and comes again at the next tick.
     */
    public static <T> Uni<Integer> work(String name, List<T> due, BiFunction<T, Integer, Uni<Integer>> turn) {
        int share = Math.max(1, BATCH / Math.max(1, due.size()));
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(one -> Uni.createFrom()
                        .deferred(() -> turn.apply(one, share))
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.errorf(failure, "%s failed for one company and is tried again", name);
                            return 0;
                        }))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }
}
