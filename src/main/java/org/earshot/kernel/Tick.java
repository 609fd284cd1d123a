package org.earshot.kernel;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The heartbeat: runs all {@link DueWork}, one after the other, each second by default. */
@Singleton
public class Tick {

    private static final Logger LOG = Logger.getLogger(Tick.class);

    private final List<DueWork> works;
    private final AtomicReference<Uni<Integer>> beating =
            new AtomicReference<>(Uni.createFrom().item(0));

    Tick(@All List<DueWork> works) {
        this.works = works;
    }

    /**
     * Runs everything that is due now and answers, when all is done, with how many pieces of work were done. Waits for
     * a beat that is under way, which may have taken up what the caller has in mind. One work's failure stops no other,
     * and is told at the end.
     */
    public Uni<Integer> runDue() {
        return Uni.createFrom()
                .deferred(beating::get)
                .onFailure()
                .recoverWithItem(0)
                .chain(this::runAll);
    }

    private Uni<Integer> runAll() {
        return Multi.createFrom()
                .iterable(works)
                .onItem()
                .transformToUni(work -> Uni.createFrom().deferred(work::runDue))
                .collectFailures()
                .concatenate()
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    @Scheduled(
            identity = "tick",
            every = "{earshot.tick.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> beat() {
        Uni<Integer> beat = runAll().memoize().indefinitely();
        beating.set(beat);
        return beat.onFailure()
                .invoke(failure -> FailedWork.log(LOG, "The tick failed and is tried again at the next", failure))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }
}
