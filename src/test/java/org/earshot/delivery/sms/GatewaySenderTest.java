package org.earshot.delivery.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetServer;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.earshot.access.CompanyId;
import org.earshot.delivery.ChosenSenders;
import org.earshot.delivery.DeliveryOutcome;
import org.earshot.delivery.DeliveryOutcome.Deferred;
import org.earshot.delivery.DeliveryOutcome.Delivered;
import org.earshot.delivery.DeliveryOutcome.Refused;
import org.earshot.delivery.MessageKey;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.testing.Reactive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Tag("W83")
class GatewaySenderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration NO_PATIENCE = Duration.ofMillis(500);
    private static final Instant NOW = Instant.parse("2026-10-21T07:28:00Z");
    private static final String URL = "earshot.delivery.sms.gateway.url";
    private static final String TOKEN = "earshot.delivery.sms.gateway.token";
    private static final String FROM = "earshot.delivery.sms.gateway.from";

    @Inject
    Vertx vertx;

    @Inject
    ChosenSenders chosen;

    private FakeProvider provider;

    @BeforeEach
    void open() {
        provider = new FakeProvider(vertx);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aMessageIsPostedAsJson() {
        assertEquals(new Delivered(), send(sender(Map.of(TOKEN, "secret", FROM, "Hillside"))));
        FakeProvider.Call call = provider.calls().get(0);
        assertEquals("POST", call.method());
        assertEquals("/v1/messages?via=main", call.uri());
        assertEquals("application/json", call.headers().get("Content-Type"));
        assertEquals("test-7-3-42", call.headers().get("Idempotency-Key"));
        assertEquals("Bearer secret", call.headers().get("Authorization"));
        assertEquals(
                "{\"to\":\"+447700900123\",\"from\":\"Hillside\",\"text\":\"Grüße \\\"an\\\" 😀 https://e.example/r/1\","
                        + "\"reference\":\"test-7-3-42\"}",
                call.body());
    }

    @Test
    void whatIsNotSetIsLeftOut() {
        send(sender(Map.of()));
        FakeProvider.Call call = provider.calls().get(0);
        assertFalse(call.headers().containsKey("Authorization"));
        assertEquals(
                "{\"to\":\"+447700900123\",\"text\":\"Grüße \\\"an\\\" 😀 https://e.example/r/1\",\"reference\":\"test-7-3-42\"}",
                call.body());
    }

    @Test
    void everyAttemptIsTheSame() {
        provider.answers(FakeProvider.status(503));
        GatewaySender sender = sender(Map.of(TOKEN, "secret"));
        send(sender);
        send(sender(Map.of(TOKEN, "secret")));
        send(sender);
        assertEquals(
                1,
                provider.calls().stream()
                        .map(call -> call.body() + call.uri() + call.headers().get("Idempotency-Key"))
                        .distinct()
                        .count());
        assertEquals(3, provider.calls().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void aMessageThatIsTakenOverIsDelivered(int status) {
        provider.answers(FakeProvider.status(status));
        assertEquals(new Delivered(), send(sender(Map.of())));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 410, 413, 422, 451})
    void aMessageThatIsWrongIsRefused(int status) {
        provider.answers(FakeProvider.status(status));
        assertEquals(new Refused("the SMS gateway answered " + status), send(sender(Map.of())));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void aGatewayThatIsBusyOrBrokenIsTriedAgain(int status) {
        provider.answers(FakeProvider.status(status));
        assertEquals(new Deferred("the SMS gateway answered " + status), send(sender(Map.of())));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 401, 403, 404, 405})
    void aGatewayThatIsConfiguredWronglyLosesNoMessage(int status) {
        provider.answers(FakeProvider.status(status, Map.of("Location", "http://127.0.0.1:1/"), ""));
        assertEquals(new Deferred("the SMS gateway answered " + status), send(sender(Map.of())));
        assertEquals(1, provider.calls().size());
    }

    @Test
    void aKeyThatIsAtWorkThereIsAskedAboutAgain() {
        provider.answers(FakeProvider.status(409));
        assertEquals(new Deferred("the SMS gateway answered 409"), send(sender(Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 7                             |    7",
                "503 | 120                           |  120",
                "429 | Wed, 21 Oct 2026 07:29:30 GMT |   90",
                "503 | Thu, 22 Oct 2026 09:00:00 GMT | 86400",
                "429 | 999999999                     | 86400",
                "429 | 0                             |    0"
            })
    void theGatewaySaysWhen(int status, String retryAfter, long seconds) {
        provider.answers(FakeProvider.status(status, Map.of("Retry-After", retryAfter), ""));
        assertEquals(
                new Deferred("the SMS gateway answered " + status, Optional.of(Duration.ofSeconds(seconds))),
                send(sender(Map.of())));
    }

    @Test
    void aDateCountsByTheGatewaysOwnClock() {
        provider.answers(FakeProvider.status(
                429,
                Map.of("Retry-After", "Wed, 21 Oct 2026 09:00:30 GMT", "Date", "Wed, 21 Oct 2026 09:00:00 GMT"),
                ""));
        assertEquals(
                new Deferred("the SMS gateway answered 429", Optional.of(Duration.ofSeconds(30))),
                send(sender(Map.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "1.5", "Wed, 21 Oct 2026", "Wed, 21 Oct 2015 07:28:00 GMT"})
    void anUnreadableHintIsNone(String retryAfter) {
        provider.answers(FakeProvider.status(429, Map.of("Retry-After", retryAfter), ""));
        assertEquals(new Deferred("the SMS gateway answered 429"), send(sender(Map.of())));
    }

    @Test
    void theGatewaysOwnWordsAreKept() {
        provider.answers(FakeProvider.status(422, Map.of(), "{\"message\":\"The number is a landline\"}"));
        assertEquals(new Refused("the SMS gateway answered 422: The number is a landline"), send(sender(Map.of())));
        provider.answers(FakeProvider.status(500, Map.of(), "{\"error\":\"out of fish\"}"));
        assertEquals(new Deferred("the SMS gateway answered 500: out of fish"), send(sender(Map.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fish",
                "<html>no</html>",
                "[1]",
                "{\"message\":{\"a\":1}}",
                "{\"message\":\"\"}",
                "{\"message\":\"Grüße \\\"an\\\" 😀 https://e.example/r/1\"}"
            })
    void wordsThatMeanNothingOrQuoteTheMessageAreNot(String body) {
        provider.answers(FakeProvider.status(400, Map.of(), body));
        assertEquals("the SMS gateway answered 400", ((Refused) send(sender(Map.of()))).reason());
    }

    @Test
    void acceptedButNotAnsweredIsTriedAgainUnderTheSameKey() {
        provider.answers(FakeProvider.silence());
        assertEquals(new Deferred("the provider did not answer in time"), send(sender(Map.of(), NO_PATIENCE)));
        provider.answers(FakeProvider.status(200));
        assertEquals(new Delivered(), send(sender(Map.of())));
        assertEquals(2, provider.calls().size());
        assertEquals(
                provider.calls().get(0).headers().get("Idempotency-Key"),
                provider.calls().get(1).headers().get("Idempotency-Key"));
    }

    @Test
    void anAnswerThatDripsIsCutOff() {
        provider.answers(response -> {
            response.setChunked(true).write("{");
            vertx.setPeriodic(100, timer -> {
                if (response.closed() || response.ended()) {
                    vertx.cancelTimer(timer);
                } else {
                    response.write(" ");
                }
            });
        });
        assertEquals(new Deferred("the provider did not answer in time"), send(sender(Map.of(), NO_PATIENCE)));
    }

    @Test
    void aGatewayThatHangsUpIsTriedAgain() {
        provider.answers(FakeProvider.hangUp());
        assertEquals(
                new Deferred("the provider broke the connection, or its answer could not be read"),
                send(sender(Map.of())));
    }

    @Test
    void aGatewayThatSpeaksNoHttpIsTriedAgain() {
        NetServer garbage = FakeProvider.garbage(vertx);
        try {
            assertEquals(
                    new Deferred("the provider broke the connection, or its answer could not be read"),
                    send(sender(Map.of(URL, "http://127.0.0.1:" + garbage.actualPort()))));
        } finally {
            FakeProvider.await(garbage.close());
        }
    }

    @Test
    void aGatewayThatIsNotThereIsTriedAgain() {
        URI gone = provider.at("/");
        provider.close();
        assertEquals(new Deferred("the provider takes no connection"), send(sender(Map.of(URL, gone.toString()))));
        provider = new FakeProvider(vertx);
    }

    @Test
    void aGatewayThatSpeaksNoTlsIsTriedAgain() {
        assertEquals(
                new Deferred("the provider cannot be spoken to securely"),
                send(sender(Map.of(URL, provider.at("/").toString().replace("http:", "https:")))));
    }

    @Test
    void hundredsAreUnderWayAtOnce() {
        List<HttpServerResponse> waiting = new CopyOnWriteArrayList<>();
        provider.answers(response -> {
            waiting.add(response);
            if (waiting.size() == 300) {
                waiting.forEach(each -> each.setStatusCode(200).end());
            }
        });
        GatewaySender sender = sender(Map.of());
        List<Uni<DeliveryOutcome>> sent = IntStream.range(0, 300)
                .mapToObj(number -> sender.send(message()))
                .toList();
        List<DeliveryOutcome> outcomes = Reactive.await(Uni.join().all(sent).andFailFast());
        assertTrue(outcomes.stream().allMatch(new Delivered()::equals));
    }

    @Test
    void itReachesPeople() {
        assertEquals("gateway", sender(Map.of()).name());
        assertTrue(sender(Map.of()).real());
    }

    private static OutgoingMessage message() {
        String link = "https://e.example/r/1";
        return new OutgoingMessage.Sms(
                new MessageKey(new CompanyId(7), 42, "test", 3),
                "+447700900123",
                "Grüße \"an\" 😀 https://e.example/r/1",
                link,
                link);
    }

    private static DeliveryOutcome send(GatewaySender sender) {
        return Reactive.await(sender.send(message()));
    }

    private GatewaySender sender(Map<String, String> settings) {
        return sender(settings, PATIENCE);
    }

    private GatewaySender sender(Map<String, String> settings, Duration patience) {
        Map<String, String> all =
                new HashMap<>(Map.of(URL, provider.at("/v1/messages?via=main").toString()));
        all.putAll(settings);
        SmsConfig config = config(all);
        return new GatewaySender(
                config,
                new Provider(config, patience, Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry()),
                chosen);
    }

    static SmsConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SmsConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(SmsConfig.class);
    }
}
