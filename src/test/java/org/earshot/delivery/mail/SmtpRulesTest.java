package org.earshot.delivery.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earshot.delivery.Choices;
import org.earshot.delivery.ChosenSenders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the sender of emails demands of the configuration, if it is chosen. */
class SmtpRulesTest {

    private static final String NO_TLS = "quarkus.mailer.start-tls must be REQUIRED, or quarkus.mailer.tls true, or the"
            + " password may leave this machine without TLS";
    private static final Map<String, String> LOGIN =
            Map.of("quarkus.mailer.username", "me", "quarkus.mailer.password", "secret");

    private static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close();
    }

    @Test
    void nothingIsDemandedUnlessItIsChosen() {
        SmtpSender sender =
                sender(Map.of("earshot.delivery.sender.email", "mock"), Map.of("earshot.delivery.mail.from", ""));
        assertEquals(List.of(), sender.missing());
        assertEquals(List.of(), sender.unsafe());
    }

    @Test
    void everyMissingKeyIsNamed() {
        assertEquals(
                List.of(
                        "earshot.delivery.mail.from is missing",
                        "earshot.delivery.mail.reply-to must be an address such as feedback@example.com",
                        "quarkus.mailer.host is missing",
                        "quarkus.mailer.password is missing"),
                chosen(Map.of(
                                "earshot.delivery.mail.from", "",
                                "earshot.delivery.mail.reply-to", "Jane <jane@e.example>",
                                "quarkus.mailer.host", "",
                                "quarkus.mailer.username", "me"))
                        .missing());
    }

    @Test
    void aCompleteConfigurationPasses() {
        SmtpSender sender =
                chosen(with(LOGIN, "quarkus.mailer.host", "smtp.e.example", "quarkus.mailer.start-tls", "REQUIRED"));
        assertEquals(List.of(), sender.missing());
        assertEquals(List.of(), sender.unsafe());
    }

    @Test
    void itSendsNoTextMessages() {
        assertEquals(
                List.of("earshot.delivery.sender.sms: smtp sends emails only"),
                sender(Map.of("earshot.delivery.sender.sms", "smtp"), Map.of()).missing());
    }

    @Test
    void whatIsNotHeededIsNotSilentlyIgnored() {
        assertEquals(
                List.of("quarkus.mailer.mock, approved-recipients and dkim are not heeded and must not be set"),
                chosen(Map.of("quarkus.mailer.approved-recipients", ".*@e.example"))
                        .missing());
        assertEquals(
                List.of("quarkus.mailer.tls-configuration-name names no quarkus.tls configuration"),
                chosen(Map.of("quarkus.mailer.tls-configuration-name", "none")).missing());
    }

    @Test
    void aPasswordMustNotTravelInTheOpen() {
        assertEquals(
                List.of(NO_TLS),
                chosen(with(LOGIN, "quarkus.mailer.host", "smtp.e.example")).unsafe());
        assertEquals(List.of(), chosen(LOGIN).unsafe());
        assertEquals(
                List.of(),
                chosen(with(LOGIN, "quarkus.mailer.host", "smtp.e.example", "quarkus.mailer.tls", "true"))
                        .unsafe());
    }

    @Test
    void aServerMustNotBeTrustedWhoeverItIs() {
        assertEquals(
                List.of("quarkus.mailer.tls-configuration-name names a configuration that trusts every mail server"),
                chosen(Map.of("quarkus.mailer.host", "smtp.e.example", "quarkus.mailer.tls-configuration-name", "any"))
                        .unsafe());
    }

    private static Map<String, String> with(Map<String, String> settings, String... more) {
        Map<String, String> all = new HashMap<>(settings);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static SmtpSender chosen(Map<String, String> settings) {
        return sender(Map.of("earshot.delivery.sender.email", "smtp"), settings);
    }

    private static SmtpSender sender(Map<String, String> choice, Map<String, String> settings) {
        ChosenSenders chosen = Choices.of(choice);
        return Mails.sender(vertx, chosen, settings, Mails.PATIENCE);
    }
}
