package org.earshot.delivery.mock;

import jakarta.inject.Singleton;
import java.util.Optional;

/** Makes the mock senders fail on demand: so many of the next messages, each in the same way. */
@Singleton
public class MockFaults {

    /** A way to fail. */
    public enum Fault {
        /** The provider says: try later. */
        TEMPORARY,
        /** The provider says: never. */
        PERMANENT,
        /** The provider says nothing. */
        TIMEOUT
    }

    private int remaining;
    private Fault fault = Fault.TEMPORARY;

    /** Lets the next messages fail; 0 ends the failing. */
    public synchronized void failNext(int messages, Fault how) {
        remaining = messages;
        fault = how;
    }

    synchronized Optional<Fault> next() {
        if (remaining == 0) {
            return Optional.empty();
        }
        remaining--;
        return Optional.of(fault);
    }
}
