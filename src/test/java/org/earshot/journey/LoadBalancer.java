package org.earshot.journey;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before replicas as a load balancer would by default: it asks each whether it is ready, and gives calls to those
 * that are, in turn. A kept connection may be closed at the very moment at which a call is sent over it. So only what can
 * be repeated goes over kept connections, and is given to another replica if it is cut off before its answer begins;
 * everything else has a connection of its own, and goes to another only if it could not connect. A call that is cut off
 * for all that is a 502.
 */
final class LoadBalancer implements AutoCloseable {

    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(200);
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(2);

    /** So many checks in a row have to fail, before a replica gets no more calls. */
    private static final int FALL = 3;

    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setMaxPoolSize(100).setConnectTimeout(1000).setKeepAliveTimeout(30));
    private final HttpClient single = vertx.createHttpClient(
            new HttpClientOptions().setMaxPoolSize(100).setKeepAlive(false).setConnectTimeout(1000));
    private final AtomicInteger turn = new AtomicInteger();
    private final List<URI> replicas;
    private final ConcurrentHashMap.KeySetView<URI, Boolean> ready = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    LoadBalancer(List<URI> replicas) {
        this.replicas = List.copyOf(replicas);
        this.server = vertx.createHttpServer()
                .requestHandler(this::pass)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        this.replicas.forEach(replica -> check(replica, 0));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** How many replicas get calls. */
    int ready() {
        return ready.size();
    }

    /** Asks one replica, and asks it again a while after it has answered, or not. */
    private void check(URI replica, int failures) {
        single.request(options(replica, HttpMethod.GET, "/q/health/ready").setTimeout(LONGEST_CHECK.toMillis()))
                .flatMap(HttpClientRequest::send)
                .map(answer -> answer.statusCode() == 200)
                .otherwise(false)
                .onSuccess(well -> {
                    int inARow = well ? 0 : failures + 1;
                    if (well) {
                        ready.add(replica);
                    } else if (inARow >= FALL) {
                        ready.remove(replica);
                    }
                    vertx.setTimer(BETWEEN_CHECKS.toMillis(), next -> check(replica, inARow));
                });
    }

    private static RequestOptions options(URI replica, HttpMethod method, String path) {
        return new RequestOptions()
                .setHost(replica.getHost())
                .setPort(replica.getPort())
                .setMethod(method)
                .setURI(path);
    }

    private void pass(HttpServerRequest call) {
        call.body().onSuccess(body -> pass(call, body, replicas.size()));
    }

    private void pass(HttpServerRequest call, Buffer body, int attempts) {
        List<URI> choice = replicas.stream().filter(ready::contains).toList();
        if (choice.isEmpty() || attempts == 0) {
            call.response().setStatusCode(UNAVAILABLE).end("no replica is ready");
            return;
        }
        URI replica = choice.get(Math.floorMod(turn.getAndIncrement(), choice.size()));
        boolean repeatable = call.method().equals(HttpMethod.GET);
        (repeatable ? client : single)
                .request(options(replica, call.method(), call.uri()))
                .onComplete(connected -> {
                    if (connected.failed()) {
                        // nothing was sent yet
                        pass(call, body, attempts - 1);
                    } else {
                        HttpClientRequest passed = connected.result();
                        call.headers().forEach(header -> {
                            if (!header.getKey().equalsIgnoreCase("Connection")) {
                                passed.putHeader(header.getKey(), header.getValue());
                            }
                        });
                        passed.send(body).onComplete(head -> {
                            if (head.failed() && repeatable) {
                                pass(call, body, attempts - 1);
                            } else {
                                answer(
                                        call,
                                        head.succeeded()
                                                ? Future.succeededFuture(head.result())
                                                : Future.failedFuture(head.cause()));
                            }
                        });
                    }
                });
    }

    private static void answer(HttpServerRequest call, Future<HttpClientResponse> answer) {
        answer.flatMap(head -> head.body().onSuccess(body -> {
                    head.headers().forEach(header -> {
                        if (!header.getKey().equalsIgnoreCase("Connection")) {
                            call.response().putHeader(header.getKey(), header.getValue());
                        }
                    });
                    call.response().setStatusCode(head.statusCode()).end(body);
                }))
                .onFailure(failure -> call.response().setStatusCode(BAD_GATEWAY).end("cut off: " + failure));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
