package org.earshot.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.earshot.delivery.OutboxRepository.Depth;
import org.earshot.kernel.DueWork;
import org.jspecify.annotations.Nullable;

/** Tells the operator how many messages wait in the queue, and for how long the oldest has been due. */
@Singleton
class QueueGauges implements DueWork {

    private static final Duration FRESH_FOR = Duration.ofSeconds(5);

    private final OutboxRepository outbox;
    private final Clock clock;
    private volatile Map<Channel, Depth> depths = Map.of();
    private volatile Instant readAt = Instant.EPOCH;

    QueueGauges(OutboxRepository outbox, Clock clock, MeterRegistry metrics) {
        this.outbox = outbox;
        this.clock = clock;
        for (Channel channel : Channel.values()) {
            Gauge.builder("earshot.queue.depth", () -> messages(channel))
                    .description("Messages in the queue, due or not")
                    .tag("channel", Senders.word(channel))
                    .register(metrics);
            Gauge.builder("earshot.queue.oldest.due.age", () -> oldestAge(channel))
                    .description("For how long the longest waiting message has been due")
                    .baseUnit("seconds")
                    .tag("channel", Senders.word(channel))
                    .register(metrics);
        }
    }

    /** Reads the figures again once they are older than five seconds; that is no piece of work, so it answers 0. */
    @Override
    public Uni<Integer> runDue() {
        Instant now = clock.instant();
        // time may have been set back, too
        if (Duration.between(readAt, now).abs().compareTo(FRESH_FOR) < 0) {
            return Uni.createFrom().item(0);
        }
        return outbox.depth()
                .invoke(read -> {
                    Map<Channel, Depth> byChannel = new EnumMap<>(Channel.class);
                    read.forEach(depth -> byChannel.put(depth.channel(), depth));
                    depths = byChannel;
                    readAt = now;
                })
                .replaceWith(0);
    }

    private long messages(Channel channel) {
        @Nullable Depth depth = depths.get(channel);
        return depth == null ? 0 : depth.messages();
    }

    private long oldestAge(Channel channel) {
        @Nullable Depth depth = depths.get(channel);
        return depth == null
                ? 0
                : Math.max(
                        0, Duration.between(depth.oldestDue(), clock.instant()).toSeconds());
    }
}
