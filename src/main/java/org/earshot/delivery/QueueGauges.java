package org.earshot.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.earshot.delivery.OutboxRepository.Depth;
import org.jspecify.annotations.Nullable;

/** Tells the operator how many messages wait in the queue, and for how long the oldest has been due. */
@Startup
@Singleton
class QueueGauges {

    private final OutboxRepository outbox;
    private final Clock clock;
    private volatile Map<Channel, Depth> depths = Map.of();

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

    /** Reads the figures, besides the tick: a long drain is when they are wanted most. */
    @Scheduled(
            identity = "queue-gauges",
            every = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> read() {
        return outbox.depth()
                .invoke(read -> {
                    Map<Channel, Depth> byChannel = new EnumMap<>(Channel.class);
                    read.forEach(depth -> byChannel.put(depth.channel(), depth));
                    depths = byChannel;
                })
                .replaceWithVoid();
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
