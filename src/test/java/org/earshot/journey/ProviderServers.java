package org.earshot.journey;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A mail server and a gateway for text messages on this machine, for a service that sends for real. */
public class ProviderServers implements QuarkusTestResourceLifecycleManager {

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private HttpServer gateway;

    @Override
    public Map<String, String> start() {
        mail.start();
        try {
            gateway = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gateway.createContext("/messages", call -> {
            texts.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            call.sendResponseHeaders(202, -1);
            call.close();
        });
        gateway.start();
        return Map.of(
                "earshot.delivery.sender.email", "smtp",
                "earshot.delivery.mail.from", "feedback@earshot.example",
                "quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.port", String.valueOf(mail.getSmtp().getPort()),
                "earshot.delivery.sender.sms", "gateway",
                "earshot.delivery.sms.gateway.url", "http://127.0.0.1:" + gatewayPort() + "/messages");
    }

    /** After {@code PackagedService}, whose senders are mocks. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(mail, new TestInjector.MatchesType(GreenMail.class));
        injector.injectIntoFields(texts, new TestInjector.MatchesType(Queue.class));
    }

    GreenMail mail() {
        return mail;
    }

    /** The bodies of all calls to the gateway. */
    Queue<String> texts() {
        return texts;
    }

    int gatewayPort() {
        return gateway.getAddress().getPort();
    }

    /** The bodies of the calls to the gateway that are about this number. */
    static List<String> to(Queue<String> texts, String number) {
        return texts.stream().filter(text -> text.contains('"' + number + '"')).toList();
    }

    @Override
    public void stop() {
        mail.stop();
        if (gateway != null) {
            gateway.stop(0);
        }
    }
}
