package org.earshot.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The permits that this replica holds for one token in one window after another, and how it comes by more. */
final class Allowance {

    /** Asks for permits in the window that ends then; 0 are none any more. */
    interface Source extends Function<Instant, Uni<Integer>> {}

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final RatePeriod period;
    private final Source source;
    private Instant end = Instant.EPOCH;
    private int left;
    private boolean exhausted;
    private @Nullable Uni<Integer> refill;

    Allowance(RatePeriod period, Source source) {
        this.period = period;
        this.source = source;
    }

    /** Takes one permit; answers with whether there was one. Fails if more permits were needed and cannot be had. */
    Uni<Boolean> take(Instant now) {
        Uni<Integer> awaited;
        synchronized (this) {
            enter(period.end(now));
            if (left > 0) {
                left--;
                return Uni.createFrom().item(true);
            }
            if (exhausted) {
                return Uni.createFrom().item(false);
            }
            if (refill == null) {
                refill = refill(end);
            }
            awaited = refill;
        }
        // whoever asked first shares the answer with all who wait, each of whom goes on in its own call's context;
        // behind memoize, so that a time-out does not cancel the statement
        return awaited.ifNoItem().after(PATIENCE).fail().emitOn(home()).flatMap(granted -> take(now));
    }

    /** Gives a permit back that was not used after all, if it is still good. */
    synchronized void giveBack(Instant now) {
        if (end.equals(period.end(now))) {
            left++;
        }
    }

    private void enter(Instant windowEnd) {
        // a clock that is set back a little must not open a new window
        if (windowEnd.isAfter(end)) {
            end = windowEnd;
            left = 0;
            exhausted = false;
            refill = null;
        }
    }

    private Uni<Integer> refill(Instant windowEnd) {
        return Uni.createFrom()
                .deferred(() -> source.apply(windowEnd))
                .onItemOrFailure()
                .invoke((granted, failure) -> settle(windowEnd, granted))
                .memoize()
                .indefinitely();
    }

    private synchronized void settle(Instant windowEnd, @Nullable Integer granted) {
        if (!windowEnd.equals(end)) {
            return;
        }
        refill = null;
        if (granted != null) {
            left += granted;
            exhausted = granted == 0;
        }
    }

    private static Executor home() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : work -> context.runOnContext(nothing -> work.run());
    }
}
