package org.earshot.delivery.sms;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A provider of text messages on this machine: it keeps what it is asked, and answers as a test tells it to. */
public final class FakeProvider implements AutoCloseable {

    /** A call as it arrived. */
    public record Call(String method, String uri, Map<String, String> headers, String body) {}

    /** How to answer: with a status, headers and a body. */
    public static Consumer<HttpServerResponse> status(int status, Map<String, String> headers, String body) {
        return response -> {
            headers.forEach(response::putHeader);
            response.setStatusCode(status).end(body);
        };
    }

    /** How to answer: with a status alone. */
    public static Consumer<HttpServerResponse> status(int status) {
        return status(status, Map.of(), "");
    }

    /** Accepts the message, but does not say so. */
    public static Consumer<HttpServerResponse> silence() {
        return response -> {};
    }

    /** Accepts the message, and ends the connection instead of answering. */
    public static Consumer<HttpServerResponse> hangUp() {
        return HttpServerResponse::reset;
    }

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile Consumer<HttpServerResponse> answer = status(200);

    public FakeProvider(Vertx vertx) {
        server = await(vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1"));
    }

    /** A port on which somebody talks who knows no HTTP. */
    public static NetServer garbage(Vertx vertx) {
        return await(vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1"))
                .connectHandler(socket -> socket.handler(any -> socket.end(Buffer.buffer("fish\r\n\r\nfish"))))
                .listen(0));
    }

    private void take(HttpServerRequest request) {
        request.bodyHandler(body -> {
            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.headers().forEach(headers::put);
            calls.add(new Call(request.method().name(), request.uri(), headers, body.toString()));
            answer.accept(request.response());
        });
    }

    /** How the next calls are answered. */
    public void answers(Consumer<HttpServerResponse> how) {
        answer = how;
    }

    /** What it was asked so far. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** An address there. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    @Override
    public void close() {
        await(server.close());
    }

    static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
