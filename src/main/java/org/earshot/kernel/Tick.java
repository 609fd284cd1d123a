package org.earshot.kernel;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The heartbeat: runs all {@link DueWork}, one after the other, each second by default. */
@Singleton
public class Tick {

    private static final Logger LOG = Logger.getLogger(Tick.class);

    private final List<DueWork> works;

    Tick(@All List<DueWork> works) {
        this.works = works;
    }

    /**
     * Runs everything that is due now and answers, when all is done, with how many pieces of work were done. Work that
     * fails makes the tick fail, but not before all other work had its turn.
     */
    public Uni<Integer> runDue() {
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
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> beat() {
        return runDue().onFailure()
                .invoke(failure -> LOG.error("The tick failed and is tried again at the next", failure))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }
}
