package org.earshot.testing;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Some callers who make a fixed number of calls between them, each the next a moment after its last was answered. */
public final class ClosedLoop implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofMillis(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService callers;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<TimedCall> failed = new ConcurrentLinkedQueue<>();
    private final int calls;

    private ClosedLoop(int callers, int calls) {
        this.callers = Executors.newFixedThreadPool(callers);
        this.calls = calls;
    }

    /**
     * Begins to call.
     *
     * @param next the call of this number, counted from 0
     * @param done is told of each call that succeeded, by several threads at once
     */
    public static ClosedLoop of(int callers, int calls, IntFunction<HttpRequest> next, Consumer<TimedCall> done) {
        ClosedLoop loop = new ClosedLoop(callers, calls);
        for (int caller = 0; caller < callers; caller++) {
            loop.callers.execute(() -> loop.call(next, done));
        }
        loop.callers.shutdown();
        return loop;
    }

    private void call(IntFunction<HttpRequest> next, Consumer<TimedCall> done) {
        for (int number = begun.getAndIncrement(); number < calls; number = begun.getAndIncrement()) {
            TimedCall call = TimedCall.send(client, next.apply(number)).join();
            if (call.isSuccess()) {
                done.accept(call);
            } else {
                failed.add(call);
            }
            answered.incrementAndGet();
            Patience.pause(MOMENT);
        }
    }

    /** How many calls have ended, well or not. */
    public int answered() {
        return answered.get();
    }

    /** Waits until all calls have ended; answers with those that failed. */
    public List<TimedCall> await(Duration patience) {
        try {
            if (!callers.awaitTermination(patience.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Only " + answered() + " of " + calls + " calls have ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return List.copyOf(failed);
    }

    /** Makes no more calls. */
    @Override
    public void close() {
        begun.set(calls);
        callers.shutdownNow();
    }
}
