package org.earshot.kernel;

import java.time.Duration;
import org.jboss.logging.Logger;

/** A warning that is written at most once a second, however often there is reason for it: an outage has many callers. */
public final class RareWarning {

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Logger log;
    private long next = System.nanoTime();
    private int leftOut;

    /** A warning in this log. */
    public RareWarning(Logger log) {
        this.log = log;
    }

    /** Writes it, or counts it for the next time. */
    public void warn(String message) {
        long now = System.nanoTime();
        int since;
        synchronized (this) {
            if (now - next < 0) {
                leftOut++;
                return;
            }
            next = now + BETWEEN.toNanos();
            since = leftOut;
            leftOut = 0;
        }
        log.warn(since == 0 ? message : message + " (and " + since + " times before)");
    }
}
