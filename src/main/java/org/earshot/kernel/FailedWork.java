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
        Outage.log(LOG, "The work " + failed.getExecution().getTrigger().getId() + " failed", failed.getException());
    }
}
