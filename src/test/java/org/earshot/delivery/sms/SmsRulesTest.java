package org.earshot.delivery.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.delivery.Choices;
import org.earshot.kernel.StartupRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the senders of text messages demand of the configuration, if they are chosen. */
class SmsRulesTest {

    private static final String GATEWAY_URL = "earshot.delivery.sms.gateway.url";
    private static final String TWILIO = "earshot.delivery.sms.twilio.";

    @Test
    void nothingIsDemandedUnlessTheyAreChosen() {
        for (StartupRule sender : List.of(gateway("mock", Map.of()), twilio("mock", Map.of()))) {
            assertEquals(List.of(), sender.missing());
            assertEquals(List.of(), sender.unsafe());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sms.example.com", "ftp://sms.example.com", "https:///messages"})
    void theGatewayMustHaveAnAddress(String url) {
        Map<String, String> settings = url.isEmpty() ? Map.of() : Map.of(GATEWAY_URL, url);
        assertEquals(
                List.of(GATEWAY_URL + " must be an address such as https://sms.example.com/messages"),
                gateway("gateway", settings).missing());
    }

    @Test
    void whatTwilioNeedsIsNamed() {
        assertEquals(
                List.of(
                        TWILIO + "account-sid is missing",
                        TWILIO + "auth-token is missing",
                        TWILIO + "from or " + TWILIO + "messaging-service-sid is missing"),
                twilio("twilio", Map.of()).missing());
        assertEquals(
                List.of(),
                twilio("twilio", Map.of(TWILIO + "account-sid", "AC", TWILIO + "auth-token", "t", TWILIO + "from", "H"))
                        .missing());
    }

    @Test
    void numbersMustNotTravelInTheOpen() {
        assertEquals(
                List.of(GATEWAY_URL + " sends numbers and the token over the network without TLS"),
                gateway("gateway", Map.of(GATEWAY_URL, "http://sms.example.com"))
                        .unsafe());
        assertEquals(
                List.of(TWILIO + "url sends numbers and the token over the network without TLS"),
                twilio("twilio", Map.of(TWILIO + "url", "HTTP://sms.example.com"))
                        .unsafe());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://sms.example.com", "http://127.0.0.1:9000/x", "http://localhost", "http://[::1]:80"})
    void withTlsOrOnThisMachineTheyMay(String url) {
        StartupRule sender = gateway("gateway", Map.of(GATEWAY_URL, url));
        assertEquals(List.of(), sender.missing());
        assertEquals(List.of(), sender.unsafe());
    }

    @Test
    void theySendNoEmails() {
        Map<String, String> choice = Map.of("earshot.delivery.sender.email", "gateway");
        SmsConfig config = GatewaySenderTest.config(Map.of());
        assertEquals(
                List.of("earshot.delivery.sender.email: gateway sends text messages only"),
                new GatewaySender(config, provider(config), Choices.of(choice)).missing());
    }

    private static GatewaySender gateway(String chosen, Map<String, String> settings) {
        SmsConfig config = GatewaySenderTest.config(settings);
        return new GatewaySender(config, provider(config), Choices.of(Map.of("earshot.delivery.sender.sms", chosen)));
    }

    private static TwilioSender twilio(String chosen, Map<String, String> settings) {
        SmsConfig config = GatewaySenderTest.config(settings);
        return new TwilioSender(
                config, provider(config), Choices.of(Map.of("earshot.delivery.sender.sms", chosen)), Optional.empty());
    }

    private static Provider provider(SmsConfig config) {
        return new Provider(config, Duration.ofSeconds(1), Clock.systemUTC(), new SimpleMeterRegistry());
    }
}
