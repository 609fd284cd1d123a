package org.earshot.delivery;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Lets the messages that are under way finish, and be recorded, before the service ends. */
@Singleton
class GracefulStop {

    private static final Logger LOG = Logger.getLogger(GracefulStop.class);

    /** For recording, once the last provider has answered or timed out. */
    private static final Duration RECORDING = Duration.ofSeconds(3);

    private final Dispatcher dispatcher;
    private final Duration patience;

    GracefulStop(Dispatcher dispatcher, DeliveryConfig config) {
        this.dispatcher = dispatcher;
        this.patience = config.sendTimeout().plus(RECORDING);
    }

    /** The one place that waits: nothing else keeps the process alive for them. */
    void stop(@Observes ShutdownEvent event) {
        try {
            dispatcher.stop().await().atMost(patience);
        } catch (RuntimeException e) {
            LOG.warn("Some messages were still under way; they are sent again after their lease", e);
        }
    }
}
