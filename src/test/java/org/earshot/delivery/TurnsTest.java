package org.earshot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyId;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Turn LONG = new Turn(new CompanyId(1), Channel.EMAIL);
    private static final Turn SHORT = new Turn(new CompanyId(2), Channel.EMAIL);

    private final Turns turns = new Turns();

    @Test
    void whoHasMoreComesAfterAllOthers() {
        turns.found(List.of(LONG, SHORT));
        assertEquals(Optional.of(LONG), turns.next());
        turns.served(LONG);
        turns.hasMore(LONG);
        assertEquals(Optional.of(SHORT), turns.next());
        assertEquals(Optional.of(LONG), turns.next());
        assertEquals(Optional.empty(), turns.next());
    }

    @Test
    void afterAFewRoundsItIsTimeToLookWhoElseIsDue() {
        turns.found(List.of(LONG));
        int rounds = 0;
        while (turns.next().isPresent()) {
            turns.served(LONG);
            turns.hasMore(LONG);
            rounds++;
        }
        assertEquals(8, rounds);
        assertTrue(turns.worthALook());
    }

    @Test
    void aLookThatLedToNothingIsTheLast() {
        assertTrue(turns.worthALook());
        turns.found(List.of(LONG));
        assertEquals(Optional.of(LONG), turns.next());
        assertFalse(turns.worthALook());
    }

    @Test
    void whoIsLeftOutDoesNotComeBack() {
        turns.found(List.of(LONG));
        turns.next();
        turns.served(LONG);
        turns.leaveOut(LONG);
        turns.hasMore(LONG);
        assertEquals(Optional.empty(), turns.next());
        turns.found(List.of(LONG, SHORT));
        assertEquals(Optional.of(SHORT), turns.next());
        assertEquals(Optional.empty(), turns.next());
    }
}
