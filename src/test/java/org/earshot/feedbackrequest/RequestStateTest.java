package org.earshot.feedbackrequest;

import static org.earshot.feedbackrequest.RequestState.ANSWERED;
import static org.earshot.feedbackrequest.RequestState.ASKED;
import static org.earshot.feedbackrequest.RequestState.CANCELLED;
import static org.earshot.feedbackrequest.RequestState.FAILED;
import static org.earshot.feedbackrequest.RequestState.SEEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W28")
class RequestStateTest {

    /** An answer also proves that a message arrived which its provider never confirmed; what failed can be replayed. */
    private static final Map<RequestState, Set<RequestState>> TABLE = Map.of(
            ASKED, Set.of(SEEN, FAILED, CANCELLED),
            SEEN, Set.of(ANSWERED),
            FAILED, Set.of(SEEN, ASKED),
            CANCELLED, Set.of(SEEN),
            ANSWERED, Set.of());

    @Test
    void aRequestMovesOnlyAsTheTableSays() {
        for (RequestState from : RequestState.values()) {
            for (RequestState to : RequestState.values()) {
                assertEquals(TABLE.get(from).contains(to), from.canBecome(to), from + " to " + to);
            }
        }
    }
}
