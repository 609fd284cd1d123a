package org.earshot.delivery.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earshot.delivery.ChosenSenders;
import org.earshot.delivery.DeliveryOutcome;
import org.earshot.delivery.DeliveryOutcome.Deferred;
import org.earshot.delivery.DeliveryOutcome.Delivered;
import org.earshot.delivery.DeliveryOutcome.Refused;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.testing.Reactive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Emails on a real mail server, GreenMail, as whoever reads them gets them. */
@QuarkusTest
@Tag("W82")
class SmtpSenderTest {

    @Inject
    Vertx vertx;

    @Inject
    ChosenSenders chosen;

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
    });
    private final List<SmtpSender> senders = new ArrayList<>();

    @BeforeEach
    void open() {
        server.start();
    }

    @AfterEach
    void close() {
        senders.forEach(SmtpSender::hangUp);
        server.stop();
    }

    @Test
    void anEmailHasAllHeadersAndBothParts() throws Exception {
        assertEquals(new Delivered(), send(plain(), Mails.email()));
        MimeMessage mail = received();
        assertEquals("How was your visit?", mail.getSubject());
        assertEquals(List.of(new InternetAddress("feedback@e.example", "Hillside Clinic")), List.of(mail.getFrom()));
        assertEquals("Hillside Clinic", ((InternetAddress) mail.getFrom()[0]).getPersonal());
        assertArrayEquals(InternetAddress.parse("jane.doe@example.com"), mail.getRecipients(Message.RecipientType.TO));
        Mails.email().headers().forEach((name, value) -> assertEquals(List.of(value), header(mail, name)));
        assertEquals(List.of("1.0"), header(mail, "MIME-Version"));
        assertEquals(List.of("<feedback@e.example>"), header(mail, "Return-Path"));
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertTrue(parts.getContentType().startsWith("multipart/alternative;"));
        assertEquals(2, parts.getCount());
        assertEquals("text/plain; charset=utf-8", parts.getBodyPart(0).getContentType());
        assertEquals(
                "Hello Jane,\r\n\r\nbye.",
                parts.getBodyPart(0).getContent().toString().strip());
        assertEquals("text/html; charset=utf-8", parts.getBodyPart(1).getContentType());
        assertEquals(
                "<!DOCTYPE html>\r\n<p style=\"margin: 0\">Grüße 😀 = gut</p>",
                parts.getBodyPart(1).getContent().toString().strip());
    }

    @Test
    void answersAndFailuresGoWhereTheyShould() throws Exception {
        send(
                sender(Map.of(
                        "earshot.delivery.mail.reply-to", "desk@e.example",
                        "earshot.delivery.mail.bounce-address", "bounces@e.example")),
                Mails.email());
        MimeMessage mail = received();
        assertArrayEquals(InternetAddress.parse("desk@e.example"), mail.getReplyTo());
        assertArrayEquals(
                InternetAddress.parse("feedback@e.example"),
                new InternetAddress[] {new InternetAddress(((InternetAddress) mail.getFrom()[0]).getAddress())});
        assertEquals(List.of("<bounces@e.example>"), header(mail, "Return-Path"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zahnärzte Müller & Söhne",
                "Joe \"the dentist\" O'Neil \\ Sons, Ltd. <x@y>",
                "Smile 😀 Studio",
                "=?UTF-8?B?Zm9v?=",
                "歯科医院　こども",
                "A very long name of a company that has merged with many others and kept all of their names, each"
            })
    void namesAndSubjectsOfAnyKindArrive(String name) throws Exception {
        send(plain(), Mails.email(42, "jane.doe@example.com", name, name + "?", name + "\n.\n..\nFrom here\n"));
        MimeMessage mail = received();
        assertEquals(name, ((InternetAddress) mail.getFrom()[0]).getPersonal());
        assertEquals("feedback@e.example", ((InternetAddress) mail.getFrom()[0]).getAddress());
        assertEquals(1, mail.getFrom().length);
        assertEquals(name + "?", mail.getSubject());
        assertEquals(
                name + "\r\n.\r\n..\r\nFrom here",
                ((MimeMultipart) mail.getContent())
                        .getBodyPart(0)
                        .getContent()
                        .toString()
                        .strip());
        assertTrue(GreenMailUtil.getWholeMessage(mail).lines().allMatch(line -> line.length() <= 100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Jane\r\nBcc: eve@e.example", "Jane\nBcc: eve@e.example", "Jane\r\n\r\nBody", "Jane\u2028Bcc: x"
            })
    void nothingEndsAHeaderAndBeginsAnother(String evil) throws Exception {
        send(plain(), Mails.email(42, "jane.doe@example.com", evil, evil, "Hello"));
        MimeMessage mail = received();
        assertEquals(List.of(), header(mail, "Bcc"));
        assertEquals(List.of("1.0"), header(mail, "MIME-Version"));
        assertEquals(1, server.getReceivedMessages().length);
    }

    @Test
    void aHeaderThatCarriesAnotherIsNotSent() {
        OutgoingMessage.Email good = Mails.email();
        Map<String, String> headers = new HashMap<>(good.headers());
        headers.put("X-Tag", "one\r\nBcc: eve@e.example");
        OutgoingMessage.Email evil = new OutgoingMessage.Email(
                good.key(),
                good.fromName(),
                good.destination(),
                good.subject(),
                good.text(),
                good.html(),
                headers,
                good.link(),
                good.optOut());
        SmtpSender sender = plain();
        String failure = assertThrows(IllegalArgumentException.class, () -> send(sender, evil))
                .getMessage();
        assertFalse(failure.contains("eve"));
        assertEquals(0, server.getReceivedMessages().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@example.com>\r\nRCPT TO:<eve@e.example",
                "jane@example.com, eve@e.example",
                "Jane <jane@example.com>",
                "jane",
                "jänе@example.com"
            })
    void aDestinationIsOneAddress(String destination) {
        assertEquals(
                new Refused("the destination is no email address"),
                send(plain(), Mails.email(42, destination, "Hillside", "Hello", "Hello")));
        assertEquals(0, server.getReceivedMessages().length);
    }

    @Test
    void aTextMessageIsNoEmail() {
        OutgoingMessage.Email email = Mails.email();
        assertEquals(
                new Refused("the destination is no email address"),
                Reactive.await(plain().send(new OutgoingMessage.Sms(
                        email.key(), "+447700900123", "Hello", email.link(), email.optOut()))));
    }

    @Test
    void itSpeaksTlsAndLogsIn() {
        server.setUser("earshot", "secret");
        SmtpSender sender = sender(Map.of(
                "quarkus.mailer.port", String.valueOf(server.getSmtps().getPort()),
                "quarkus.mailer.tls-configuration-name", "any",
                "quarkus.mailer.login", "REQUIRED",
                "quarkus.mailer.username", "earshot",
                "quarkus.mailer.password", "secret"));
        assertEquals(new Delivered(), send(sender, Mails.email()));
        assertEquals(1, server.getReceivedMessages().length);
    }

    @Test
    void aWrongPasswordLosesNoMessage() {
        server.setUser("earshot", "secret");
        SmtpSender sender = sender(Map.of(
                "quarkus.mailer.port", String.valueOf(server.getSmtps().getPort()),
                "quarkus.mailer.tls-configuration-name", "any",
                "quarkus.mailer.username", "earshot",
                "quarkus.mailer.password", "guessed"));
        Deferred outcome = (Deferred) send(sender, Mails.email());
        assertTrue(outcome.reason().startsWith("the mail server refused us with 535"), outcome.reason());
    }

    @Test
    void aServerThatNobodyVouchesForGetsNothing() {
        SmtpSender sender = sender(Map.of(
                "quarkus.mailer.port", String.valueOf(server.getSmtps().getPort()), "quarkus.mailer.tls", "true"));
        assertEquals(new Deferred("the mail server cannot be spoken to securely"), send(sender, Mails.email()));
        assertEquals(0, server.getReceivedMessages().length);
    }

    @Test
    void itReachesPeople() {
        assertEquals("smtp", plain().name());
        assertTrue(plain().real());
    }

    private SmtpSender plain() {
        return sender(Map.of());
    }

    private SmtpSender sender(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("quarkus.mailer.port", String.valueOf(server.getSmtp().getPort())));
        all.putAll(settings);
        SmtpSender sender = Mails.sender(vertx, chosen, all, Mails.PATIENCE);
        senders.add(sender);
        return sender;
    }

    private static DeliveryOutcome send(SmtpSender sender, OutgoingMessage.Email email) {
        return Reactive.await(sender.send(email));
    }

    private MimeMessage received() {
        assertEquals(1, server.getReceivedMessages().length);
        return server.getReceivedMessages()[0];
    }

    private static List<String> header(MimeMessage mail, String name) {
        try {
            String[] values = mail.getHeader(name);
            return values == null ? List.of() : List.of(values);
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
