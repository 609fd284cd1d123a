package org.earshot.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waiting, with an end. Only for other processes, which have a time of their own: tests of what runs in their own
 * process drive the clock and the tick.
 */
public final class Patience {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Patience() {}

    /** Looks until it is so; whether it was before the time was over. */
    public static boolean until(Duration limit, BooleanSupplier so) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(BETWEEN_LOOKS);
        }
        return true;
    }

    /** Lets time pass. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
