package org.earshot.kernel;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The heartbeat: each second by default it starts every {@link DueWork} that is not still under way. So a long queue of
 * messages keeps nothing else from being done in time.
 */
@Singleton
public class Tick {

    private static final Logger LOG = Logger.getLogger(Tick.class);

    /** One work, of which no more than one beat is under way at a time. */
    private static final class Pulse {

        private final DueWork work;
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile Uni<Integer> underWay = Uni.createFrom().item(0);

        private Pulse(DueWork work) {
            this.work = work;
        }

        private Uni<Integer> beat() {
            if (!busy.compareAndSet(false, true)) {
                return Uni.createFrom().item(0);
            }
            Uni<Integer> beat = Uni.createFrom()
                    .deferred(work::runDue)
                    .onTermination()
                    .invoke(() -> busy.set(false))
                    .onFailure()
                    .invoke(failure -> Outage.log(LOG, "Due work failed and is tried again at the next tick", failure))
                    .onFailure()
                    .recoverWithItem(0)
                    .memoize()
                    .indefinitely();
            underWay = beat;
            return beat;
        }
    }

    private final List<Pulse> pulses;

    Tick(@All List<DueWork> works) {
        pulses = works.stream().map(Pulse::new).toList();
    }

    /**
     * Runs everything that is due now, one work after the other, and answers, when all is done, with how many pieces of
     * work were done. Waits for beats that are under way, which may have taken up what the caller has in mind. One
     * work's failure stops no other, and is told at the end.
     */
    public Uni<Integer> runDue() {
        return Multi.createFrom()
                .iterable(pulses)
                .onItem()
                .transformToUniAndConcatenate(pulse -> pulse.underWay)
                .collect()
                .last()
                .chain(this::runAll);
    }

    private Uni<Integer> runAll() {
        return Multi.createFrom()
                .iterable(pulses)
                .onItem()
                .transformToUni(pulse -> Uni.createFrom().deferred(pulse.work::runDue))
                .collectFailures()
                .concatenate()
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    @Scheduled(
            identity = "tick",
            every = "{earshot.tick.every}",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> beat() {
        return Multi.createFrom()
                .iterable(pulses)
                .onItem()
                .transformToUniAndMerge(Pulse::beat)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
