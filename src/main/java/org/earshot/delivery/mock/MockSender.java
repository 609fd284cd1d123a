package org.earshot.delivery.mock;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.earshot.delivery.DeliveryOutcome;
import org.earshot.delivery.MessageSender;
import org.earshot.delivery.OutgoingMessage;

/** Sends nothing: keeps the message in the mailbox, or fails as it was told to. */
@Singleton
class MockSender implements MessageSender {

    private final MockMailbox mailbox;
    private final MockFaults faults;
    private final Clock clock;
    private final Duration latency;
    private final Vertx vertx;

    MockSender(MockMailbox mailbox, MockFaults faults, Clock clock, MockConfig config, Vertx vertx) {
        this.mailbox = mailbox;
        this.faults = faults;
        this.clock = clock;
        this.latency = config.latency();
        this.vertx = vertx;
    }

    @Override
    public String name() {
        return "mock";
    }

    @Override
    public boolean real() {
        return false;
    }

    @Override
    public Uni<DeliveryOutcome> send(OutgoingMessage message) {
        return faults.next().map(MockSender::fail).orElseGet(() -> {
            mailbox.add(message, clock.instant());
            return delivered();
        });
    }

    /** Answers where a real provider's answer arrives: on an event loop. */
    private Uni<DeliveryOutcome> delivered() {
        DeliveryOutcome delivered = new DeliveryOutcome.Delivered();
        return latency.isZero()
                ? Uni.createFrom().item(delivered)
                : Uni.createFrom()
                        .emitter(answer -> vertx.setTimer(latency.toMillis(), done -> answer.complete(delivered)));
    }

    private static Uni<DeliveryOutcome> fail(MockFaults.Fault fault) {
        return switch (fault) {
            case TEMPORARY -> Uni.createFrom().item(new DeliveryOutcome.Deferred("the mock provider is busy"));
            case PERMANENT -> Uni.createFrom().item(new DeliveryOutcome.Refused("the mock provider refuses"));
            case TIMEOUT -> Uni.createFrom().nothing();
        };
    }
}
