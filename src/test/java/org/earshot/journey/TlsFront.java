package org.earshot.journey;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.testing.Loopback;

/** TLS before a server on this machine that speaks none. */
final class TlsFront implements AutoCloseable {

    private final AtomicInteger distrusted = new AtomicInteger();
    private final NetClient client;
    private final NetServer server;
    private final int behind;

    /**
     * Opens one.
     *
     * @param behind port of the server that speaks no TLS
     */
    TlsFront(Vertx vertx, ServerCertificate certificate, int behind) {
        this.behind = behind;
        this.client = vertx.createNetClient();
        this.server = await(vertx.createNetServer(new NetServerOptions()
                        .setHost(Loopback.ADDRESS)
                        .setSsl(true)
                        .setKeyCertOptions(new PfxOptions()
                                .setPath(certificate.keys().toString())
                                .setPassword(ServerCertificate.PASSWORD)))
                .exceptionHandler(failure -> distrusted.incrementAndGet())
                .connectHandler(this::handOver)
                .listen(0));
    }

    private void handOver(NetSocket caller) {
        caller.pause();
        client.connect(behind, Loopback.ADDRESS)
                .onSuccess(plain -> {
                    caller.pipeTo(plain);
                    plain.pipeTo(caller);
                })
                .onFailure(failure -> caller.close());
    }

    int port() {
        return server.actualPort();
    }

    /** Whether somebody saw the certificate, and broke off. */
    boolean isDistrusted() {
        return distrusted.get() > 0;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        await(server.close());
        await(client.close());
    }
}
