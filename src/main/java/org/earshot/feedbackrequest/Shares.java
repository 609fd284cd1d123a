package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One batch of work for each tick, shared out evenly among those who have some: no backlog holds up the queue of
 * messages, or anybody else's turn.
 */
final class Shares {

    private static final Logger LOG = Logger.getLogger(Shares.class);

    /** How many records a tick takes on, and how many companies at most. */
    static final int BATCH = 500;

    private Shares() {}

    /**
     * Gives each its turn, with the number of records that it may take on; answers with how many were done. A turn that
     * fails stops no other, and comes again at the next tick.
     */
    static <T> Uni<Integer> work(String name, List<T> due, BiFunction<T, Integer, Uni<Integer>> turn) {
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
