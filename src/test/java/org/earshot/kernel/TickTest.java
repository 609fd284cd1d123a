package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<String> done = new ArrayList<>();

    @Test
    void allWorkIsDoneInTurnAndCounted() {
        Tick tick = new Tick(List.of(work("first", 2), work("second", 0), work("third", 3)));
        assertEquals(5, tick.runDue().await().atMost(PATIENCE));
        assertEquals(List.of("first", "second", "third"), done);
    }

    @Test
    void withoutWorkNothingIsDone() {
        assertEquals(0, new Tick(List.of()).runDue().await().atMost(PATIENCE));
    }

    @Test
    void oneFailureIsHeardOfButTheHeartGoesOn() {
        Tick tick = new Tick(List.of(() -> Uni.createFrom().failure(new IllegalStateException("broken"))));
        assertThrows(IllegalStateException.class, () -> tick.runDue().await().atMost(PATIENCE));
        tick.beat().await().atMost(PATIENCE);
    }

    @Test
    void workThatFailsDoesNotKeepTheRestFromBeingDone() {
        Tick tick = new Tick(List.of(
                () -> Uni.createFrom().failure(new IllegalStateException("broken")),
                () -> {
                    throw new IllegalStateException("very broken");
                },
                work("the rest", 1)));
        tick.beat().await().atMost(PATIENCE);
        assertEquals(List.of("the rest"), done);
    }

    private DueWork work(String name, int pieces) {
        return () -> Uni.createFrom().item(() -> {
            done.add(name);
            return pieces;
        });
    }
}
