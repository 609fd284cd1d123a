package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
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

    @Test
    void workThatTakesLongHoldsUpNoOtherAndIsNotBegunTwice() {
        List<UniEmitter<? super Integer>> underWay = new ArrayList<>();
        Tick tick = new Tick(List.of(() -> Uni.createFrom().emitter(underWay::add), work("the rest", 1)));
        List<String> ended = new ArrayList<>();
        tick.beat().subscribe().with(nothing -> ended.add("first"));
        tick.beat().subscribe().with(nothing -> ended.add("second"));
        assertEquals(List.of("the rest", "the rest"), done);
        assertEquals(1, underWay.size());
        assertEquals(List.of("second"), ended);

        underWay.get(0).complete(1);
        assertEquals(List.of("second", "first"), ended);
        tick.beat().subscribe().with(nothing -> ended.add("third"));
        assertEquals(2, underWay.size());
    }

    @Test
    void whoAsksForAllThatIsDueWaitsForWhatIsUnderWay() {
        List<UniEmitter<? super Integer>> underWay = new ArrayList<>();
        Tick tick = new Tick(List.of(() -> Uni.createFrom().emitter(underWay::add)));
        List<Integer> answered = new ArrayList<>();
        tick.beat().subscribe().with(nothing -> {});
        tick.runDue().subscribe().with(answered::add);
        assertEquals(1, underWay.size());
        underWay.get(0).complete(7);
        assertEquals(2, underWay.size());
        underWay.get(1).complete(3);
        assertEquals(List.of(3), answered);
    }

    private DueWork work(String name, int pieces) {
        return () -> Uni.createFrom().item(() -> {
            done.add(name);
            return pieces;
        });
    }
}
