package org.earshot.crash;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.earshot.testing.Loopback;

/**
 * A provider of text messages that honours the idempotency key, and remembers all that it ever received. Now and then it
 * answers that it is too busy, and now and then it takes a message over without ever saying so.
 */
final class Provider implements AutoCloseable {

    private static final int BUSY_PERCENT = 3;
    private static final int SILENT_PERCENT = 1;
    private static final int FASTEST_MILLIS = 20;
    private static final int SLOWEST_MILLIS = 1_000;
    private static final Duration BEYOND_THE_TIMEOUT = Service.SEND_TIMEOUT.plusMillis(500);
    private static final int PATIENCE_SECONDS = 10;

    /** What arrived under one key. */
    private static final class Letter {
        private final Buffer payload;
        private final String recipient;
        private int arrivals;
        private boolean accepted;

        private Letter(Buffer payload) {
            this.payload = payload;
            this.recipient = new JsonObject(payload).getString("to");
        }
    }

    /**
     * What the provider has counted so far.
     *
     * @param arrivals calls that reached it
     * @param busy calls that it answered with 503
     * @param silent calls that it accepted and never answered
     * @param unheard calls that it accepted, but whose caller was gone when it wanted to say so
     * @param extra calls for a message that it had accepted before
     * @param extraBusy those of them that it answered with 503
     * @param underWay calls that wait for their answer now
     */
    record Account(int arrivals, int busy, int silent, int unheard, int extra, int extraBusy, int underWay) {}

    private final long seed;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Letter> letters = new HashMap<>();
    private final Set<String> twoPayloads = new HashSet<>();
    private int arrivals;
    private int busy;
    private int silent;
    private int unheard;
    private int extra;
    private int extraBusy;
    private int underWay;

    Provider(long seed) {
        this.seed = seed;
        this.server = now(() -> vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> arrived(request, body)))
                .listen(0, Loopback.ADDRESS)
                .toCompletionStage()
                .toCompletableFuture());
    }

    private static <T> T now(Supplier<CompletableFuture<T>> action) {
        try {
            return action.get().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://" + Loopback.ADDRESS + ":" + server.actualPort() + "/messages";
    }

    synchronized Account account() {
        return new Account(arrivals, busy, silent, unheard, extra, extraBusy, underWay);
    }

    /** Recipient → keys under which messages were delivered to them. */
    synchronized Map<String, Set<String>> delivered() {
        Map<String, Set<String>> delivered = new TreeMap<>();
        letters.forEach((key, letter) -> {
            if (letter.accepted) {
                delivered
                        .computeIfAbsent(letter.recipient, recipient -> new HashSet<>())
                        .add(key);
            }
        });
        return delivered;
    }

    /** Keys that came with different bytes. */
    synchronized Set<String> twoPayloads() {
        return Set.copyOf(twoPayloads);
    }

    private synchronized void arrived(HttpServerRequest request, Buffer body) {
        String key = Objects.requireNonNull(request.getHeader("Idempotency-Key"), "There is no idempotency key");
        Letter letter = letters.computeIfAbsent(key, first -> new Letter(body));
        if (!letter.payload.equals(body)) {
            twoPayloads.add(key);
        }
        arrivals++;
        underWay++;
        Random dice = new Random(seed ^ (31L * key.hashCode() + letter.arrivals++));
        int roll = dice.nextInt(100);
        boolean isExtra = letter.accepted;
        extra += isExtra ? 1 : 0;
        int latency = FASTEST_MILLIS + dice.nextInt(SLOWEST_MILLIS - FASTEST_MILLIS);
        if (roll < BUSY_PERCENT) {
            busy++;
            extraBusy += isExtra ? 1 : 0;
            if (dice.nextBoolean()) {
                request.response().putHeader("Retry-After", "1");
            }
            vertx.setTimer(latency, timer -> answer(request, 503, "{\"error\":\"too busy\"}"));
        } else if (roll < BUSY_PERCENT + SILENT_PERCENT) {
            letter.accepted = true;
            silent++;
            vertx.setTimer(BEYOND_THE_TIMEOUT.toMillis(), timer -> hangUp(request));
        } else {
            letter.accepted = true;
            vertx.setTimer(latency, timer -> answer(request, 200, "{\"id\":\"" + key + "\"}"));
        }
    }

    private synchronized void answer(HttpServerRequest request, int status, String body) {
        underWay--;
        if (request.response().closed()) {
            unheard += status == 200 ? 1 : 0;
            return;
        }
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    private synchronized void hangUp(HttpServerRequest request) {
        underWay--;
        request.connection().close();
    }

    @Override
    public void close() {
        now(() -> vertx.close().toCompletionStage().toCompletableFuture());
    }
}
