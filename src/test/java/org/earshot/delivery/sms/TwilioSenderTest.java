package org.earshot.delivery.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyId;
import org.earshot.delivery.ChosenSenders;
import org.earshot.delivery.DeliveryOutcome;
import org.earshot.delivery.DeliveryOutcome.Deferred;
import org.earshot.delivery.DeliveryOutcome.Delivered;
import org.earshot.delivery.DeliveryOutcome.Refused;
import org.earshot.delivery.MessageKey;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.delivery.SuppressionReason;
import org.earshot.testing.Reactive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@Tag("W83")
class TwilioSenderTest {

    private static final String KEYS = "earshot.delivery.sms.twilio.";

    @Inject
    Vertx vertx;

    @Inject
    ChosenSenders chosen;

    @Inject
    Clock clock;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private FakeProvider provider;
    private Duration patience = Duration.ofSeconds(20);

    @BeforeEach
    void open() {
        provider = new FakeProvider(vertx);
        provider.answers(FakeProvider.status(201, Map.of(), "{\"sid\":\"SM1\",\"status\":\"queued\"}"));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aMessageIsPostedAsForm() {
        assertEquals(new Delivered(), send(Map.of(KEYS + "from", "+447700900999")));
        FakeProvider.Call call = provider.calls().get(0);
        assertEquals("POST", call.method());
        assertEquals("/2010-04-01/Accounts/AC123/Messages.json", call.uri());
        assertEquals("application/x-www-form-urlencoded", call.headers().get("Content-Type"));
        assertEquals("Basic QUMxMjM6c2VjcmV0", call.headers().get("Authorization"));
        assertEquals(
                "To=%2B447700900123&From=%2B447700900999&Body=Gr%C3%BC%C3%9Fe+%26+co%3A+https%3A%2F%2Fe.example%2Fr%2F1",
                call.body());
    }

    @Test
    void aServiceMayChooseTheNumberAndTellHowItWent() {
        send(Map.of(KEYS + "messaging-service-sid", "MG1", KEYS + "status-callbacks", "true"));
        assertEquals(
                "To=%2B447700900123&MessagingServiceSid=MG1&Body=Gr%C3%BC%C3%9Fe+%26+co%3A+https%3A%2F%2Fe.example%2Fr%2F1"
                        + "&StatusCallback=https%3A%2F%2Fe.example%2Fwebhooks%2Ftwilio%2Fstatus%3Fmessage%3Dtest-7-3-42",
                provider.calls().get(0).body());
    }

    @Test
    void everyAttemptIsTheSame() {
        provider.answers(FakeProvider.status(503));
        send(Map.of(KEYS + "from", "+447700900999"));
        send(Map.of(KEYS + "from", "+447700900999"));
        assertEquals(2, provider.calls().size());
        assertEquals(
                1,
                new HashSet<>(provider.calls().stream()
                                .map(FakeProvider.Call::body)
                                .toList())
                        .size());
    }

    @Test
    void segmentsAreCounted() {
        send(Map.of(KEYS + "from", "+447700900999"));
        provider.answers(FakeProvider.status(503));
        send(Map.of(KEYS + "from", "+447700900999"));
        assertEquals(1, metrics.counter("earshot.sms.segments").count());
    }

    @Test
    void whoAnsweredStopIsNeverWrittenToAgain() {
        error(400, 21610, "Attempt to send to unsubscribed recipient +447700900123");
        assertEquals(
                new Refused(
                        "Twilio answered 400 (error 21610): Attempt to send to unsubscribed recipient […]",
                        Optional.of(SuppressionReason.OPTED_OUT)),
                send(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"21211", "21614"})
    void neitherIsANumberThatDoesNotExist(int code) {
        error(400, code, "The 'To' number +447700900123 is not a valid phone number.");
        assertEquals(
                new Refused(
                        "Twilio answered 400 (error " + code + "): The 'To' number […] is not a valid phone number.",
                        Optional.of(SuppressionReason.BOUNCED)),
                send(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"400, 21617", "400, 21612", "400, 21602", "422, 0"})
    void anythingElseForGoodRefusesTheMessageAlone(int status, int code) {
        error(status, code, "no");
        assertEquals(
                new Refused("Twilio answered " + status + (code == 0 ? "" : " (error " + code + ")") + ": no"),
                send(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "401, 20003",
        "403, 20003",
        "404, 20404",
        "400, 21212",
        "400, 21606",
        "400, 21408",
        "400, 21660",
        "429, 20429",
        "400, 21611",
        "500, 0",
        "503, 20503"
    })
    void whatIsForNowOrOurOwnFaultLosesNoMessage(int status, int code) {
        error(status, code, "no");
        assertEquals(
                new Deferred("Twilio answered " + status + (code == 0 ? "" : " (error " + code + ")") + ": no"),
                send(Map.of()));
    }

    @Test
    void twilioSaysWhen() {
        provider.answers(FakeProvider.status(429, Map.of("Retry-After", "3"), "{\"code\":20429}"));
        assertEquals(
                new Deferred("Twilio answered 429 (error 20429)", Optional.of(Duration.ofSeconds(3))), send(Map.of()));
    }

    @Test
    void acceptedButNotAnsweredIsTriedAgain() {
        patience = Duration.ofMillis(500);
        provider.answers(FakeProvider.silence());
        assertEquals(new Deferred("the provider did not answer in time"), send(Map.of()));
    }

    @Test
    void itReachesPeople() {
        assertEquals("twilio", sender(Map.of()).name());
        assertTrue(sender(Map.of()).real());
    }

    private void error(int status, int code, String message) {
        String body = code == 0
                ? "{\"message\":\"" + message + "\"}"
                : "{\"code\":" + code + ",\"message\":\"" + message + "\",\"status\":" + status + "}";
        provider.answers(FakeProvider.status(status, Map.of("Content-Type", "application/json"), body));
    }

    private DeliveryOutcome send(Map<String, String> settings) {
        String link = "https://e.example/r/1";
        return Reactive.await(sender(settings)
                .send(new OutgoingMessage.Sms(
                        new MessageKey(new CompanyId(7), 42, "test", 3),
                        "+447700900123",
                        "Grüße & co: " + link,
                        link,
                        link)));
    }

    private TwilioSender sender(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                KEYS + "url", provider.at("").toString(),
                KEYS + "account-sid", "AC123",
                KEYS + "auth-token", "secret"));
        all.putAll(settings);
        SmsConfig config = GatewaySenderTest.config(all);
        return new TwilioSender(
                config,
                new Provider(config, patience, clock, metrics),
                chosen,
                Optional.of(URI.create("https://e.example")));
    }
}
