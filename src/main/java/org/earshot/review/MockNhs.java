package org.earshot.review;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Stands for the NHS where there is none: keeps the newest thousand reviews in memory, and accepts all, unless told. */
@Singleton
class MockNhs implements NhsSubmission {

    /** What was handed over. */
    record Received(String idempotencyKey, PublicReviewView review) {}

    private static final int CAPACITY = 1000;

    private final Deque<Received> received = new ArrayDeque<>();
    private final Deque<Uni<Outcome>> answers = new ArrayDeque<>();

    @Override
    public String name() {
        return "mock";
    }

    @Override
    public boolean real() {
        return false;
    }

    /** Lets the next reviews be answered like this, one each, before all are accepted again. */
    synchronized void answerNext(Uni<Outcome> answer) {
        answers.add(answer);
    }

    /** All that was handed over, oldest first. */
    synchronized List<Received> received() {
        return List.copyOf(received);
    }

    @Override
    public synchronized Uni<Outcome> submit(String idempotencyKey, PublicReviewView review) {
        received.add(new Received(idempotencyKey, review));
        if (received.size() > CAPACITY) {
            received.removeFirst();
        }
        Uni<Outcome> answer = answers.poll();
        return answer == null ? Uni.createFrom().item(new Outcome.Accepted()) : answer;
    }
}
