package org.earshot.delivery.mail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server on this machine that keeps every byte it is sent, and answers as a test tells it to. */
final class FakeMailServer implements AutoCloseable {

    /** Says nothing. */
    static final String SILENCE = "";

    /** Ends the connection instead of answering. */
    static final String HANG_UP = "hang up";

    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("greeting", "220 mail.example ready"),
            Map.entry("EHLO", "250-mail.example\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME"),
            Map.entry("HELO", "250 mail.example"),
            Map.entry("STARTTLS", "220 go on"),
            Map.entry("AUTH", "235 welcome"),
            Map.entry("MAIL", "250 2.1.0 fine"),
            Map.entry("RCPT", "250 2.1.5 fine"),
            Map.entry("DATA", "354 go on"),
            Map.entry(".", "250 2.0.0 taken"),
            Map.entry("RSET", "250 2.0.0 fine"),
            Map.entry("QUIT", "221 2.0.0 bye"));

    private final Map<String, String> replies = new ConcurrentHashMap<>(USUAL);
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final NetServer server;

    FakeMailServer(Vertx vertx) {
        server = await(vertx.createNetServer(new NetServerOptions()
                        .setHost("127.0.0.1")
                        .setKeyCertOptions(
                                new PfxOptions().setPath("greenmail.p12").setPassword("changeit")))
                .connectHandler(Conversation::new)
                .listen(0));
    }

    /** One connection. */
    private final class Conversation {

        private final NetSocket socket;
        private StringBuilder message = new StringBuilder();
        private boolean inMessage;

        Conversation(NetSocket socket) {
            this.socket = socket;
            connections.incrementAndGet();
            RecordParser.newDelimited("\r\n", socket).handler(this::line);
            answer("greeting");
        }

        private void line(Buffer bytes) {
            String line = bytes.toString(StandardCharsets.ISO_8859_1);
            if (!inMessage) {
                command(line);
            } else if (line.equals(".")) {
                inMessage = false;
                messages.add(message.toString());
                message = new StringBuilder();
                answer(".");
            } else {
                message.append(line).append("\r\n");
            }
        }

        private void command(String line) {
            commands.add(line);
            String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            String reply = answer(verb);
            inMessage = verb.equals("DATA") && reply.startsWith("354");
            if (verb.equals("STARTTLS") && reply.startsWith("220")) {
                socket.upgradeToSsl();
            } else if (verb.equals("QUIT")) {
                socket.close();
            }
        }

        private String answer(String verb) {
            String reply = replies.getOrDefault(verb, "500 5.5.1 what?");
            if (reply.equals(HANG_UP)) {
                socket.close();
            } else if (!reply.equals(SILENCE)) {
                socket.write(reply + "\r\n");
            }
            return reply;
        }
    }

    /** What it says to a command, or as greeting; an end of line between several replies. */
    void says(String command, String reply) {
        replies.put(command, reply);
    }

    int port() {
        return server.actualPort();
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    /** What it took over, byte by byte, with the dots that the protocol doubles. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        await(server.close());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
