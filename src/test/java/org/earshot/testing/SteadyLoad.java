package org.earshot.testing;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Callers who come at a steady pace, whatever became of those before them. */
public final class SteadyLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<CompletableFuture<TimedCall>> calls = new ArrayList<>();
    private final IntFunction<HttpRequest> next;

    private SteadyLoad(IntFunction<HttpRequest> next) {
        this.next = next;
    }

    /**
     * Begins to call.
     *
     * @param next the call of this number, counted from 0
     */
    public static SteadyLoad every(Duration pause, IntFunction<HttpRequest> next) {
        SteadyLoad load = new SteadyLoad(next);
        load.clock.scheduleAtFixedRate(load::call, 0, pause.toNanos(), TimeUnit.NANOSECONDS);
        return load;
    }

    private synchronized void call() {
        calls.add(TimedCall.send(client, next.apply(calls.size())));
    }

    /** Makes no more calls, and waits for the answers to all. */
    public List<TimedCall> end() {
        close();
        synchronized (this) {
            return calls.stream()
                    .map(call -> call.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .join())
                    .toList();
        }
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The load does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
