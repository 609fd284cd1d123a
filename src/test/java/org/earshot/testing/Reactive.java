package org.earshot.testing;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;

/** Reactive code as a test runs it: on an event loop, waiting for its result. */
public final class Reactive {

    private Reactive() {}

    /** The result of some work, or its failure as it is. */
    public static <T> T await(Uni<T> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> work);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
