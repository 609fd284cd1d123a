package org.earshot.kernel;

import io.smallrye.mutiny.Uni;

/** Work that becomes due as time passes; run by every {@link Tick}, on each replica, possibly at once. */
public interface DueWork {

    /** Does everything that is due now and answers with how many pieces it did. */
    Uni<Integer> runDue();
}
