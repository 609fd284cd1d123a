package org.earshot.kernel;

import io.quarkus.scheduler.FailedExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Tells the operator of scheduled work that failed, in one line if the database was away; it is tried again anyway. */
@Singleton
class FailedWork {

    private static final Logger LOG = Logger.getLogger(FailedWork.class);

    void failed(@Observes FailedExecution failed) {
        log(LOG, "The work " + failed.getExecution().getTrigger().getId() + " failed", failed.getException());
    }

    /** Says what failed, and why; where everybody knows why, without a stack trace. */
    static void log(Logger log, String what, Throwable failure) {
        Outage.reason(failure)
                .ifPresentOrElse(reason -> log.warn(what + ": " + reason), () -> log.error(what, failure));
    }
}
