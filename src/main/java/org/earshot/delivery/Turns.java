package org.earshot.delivery;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The order in which companies are served: one claim each, then those that have more, and after a few rounds a fresh look
 * at who else has become due. So a long queue holds up nobody, and looking costs little.
 */
final class Turns {

    /** Claims of one turn between two looks. */
    private static final int ROUNDS = 8;

    private final Queue<Turn> waiting = new ArrayDeque<>();
    private final Map<Turn, Integer> rounds = new HashMap<>();
    private final Set<Turn> leftOut = ConcurrentHashMap.newKeySet();
    private boolean anybodyServed = true;

    /** The next to be served; empty when it is time to look who is due. */
    Optional<Turn> next() {
        return Optional.ofNullable(waiting.poll());
    }

    /** Whether another look can find anything: not if the last one led to nothing. */
    boolean worthALook() {
        return anybodyServed;
    }

    /** Takes up whom a look found due. */
    void found(List<Turn> due) {
        rounds.clear();
        due.stream().filter(turn -> !leftOut.contains(turn)).forEach(waiting::add);
        anybodyServed = false;
    }

    /** Notes that something was claimed. */
    void served(Turn turn) {
        anybodyServed = true;
        rounds.merge(turn, 1, Integer::sum);
    }

    /** Ends a turn for this run: its messages come back untouched, and would again. May be called at any time. */
    void leaveOut(Turn turn) {
        leftOut.add(turn);
    }

    /** Takes note that a turn has more to be claimed, which comes after all others. */
    void hasMore(Turn turn) {
        if (rounds.getOrDefault(turn, 0) < ROUNDS && !leftOut.contains(turn)) {
            waiting.add(turn);
        }
    }
}
