package org.earshot.delivery.mock;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.earshot.delivery.OutgoingMessage;

/** What the mock senders "sent": the newest 10,000 messages, in memory. It stands for the world outside. */
@Singleton
public class MockMailbox {

    /** A message that has left. */
    public record Received(long id, OutgoingMessage message, Instant sentAt) {}

    private static final int CAPACITY = 10_000;

    private final Deque<Received> newestFirst = new ArrayDeque<>();
    private long lastId;

    synchronized void add(OutgoingMessage message, Instant sentAt) {
        newestFirst.addFirst(new Received(++lastId, message, sentAt));
        if (newestFirst.size() > CAPACITY) {
            newestFirst.removeLast();
        }
    }

    /** All messages, newest first. */
    public synchronized List<Received> messages() {
        return List.copyOf(newestFirst);
    }
}
