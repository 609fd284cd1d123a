package org.earshot.delivery.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.earshot.delivery.ChosenSenders;
import org.earshot.delivery.DeliveryOutcome;
import org.earshot.delivery.DeliveryOutcome.Deferred;
import org.earshot.delivery.DeliveryOutcome.Delivered;
import org.earshot.delivery.DeliveryOutcome.Refused;
import org.earshot.delivery.SuppressionReason;
import org.earshot.testing.Reactive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of mail servers that refuse, hesitate or fall silent. */
@QuarkusTest
@Tag("W82")
class SmtpOutcomesTest {

    private static final String PIPELINING =
            "250-mail.example\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME";
    private static final String ONE_BY_ONE = "250-mail.example\r\n250 8BITMIME";
    private static final String SILENT = "the mail server broke the connection, or its answer could not be read";

    private static final String LATE = "the mail server did not answer in time";

    @Inject
    Vertx vertx;

    @Inject
    ChosenSenders chosen;

    private FakeMailServer server;
    private final List<SmtpSender> senders = new ArrayList<>();

    @BeforeEach
    void open() {
        server = new FakeMailServer(vertx);
    }

    @AfterEach
    void close() {
        senders.forEach(SmtpSender::hangUp);
        server.close();
    }

    @Test
    void everyAttemptIsTheSameByteByByte() {
        server.says(".", "451 4.3.0 try again");
        SmtpSender sender = sender(Map.of());
        assertEquals(new Deferred("the mail server refused the message with 451: 4.3.0 try again"), send(sender));
        server.says(".", "250 2.0.0 taken");
        assertEquals(new Delivered(), send(sender));
        assertEquals(new Delivered(), send(sender(Map.of())));
        assertEquals(3, server.messages().size());
        assertEquals(1, new HashSet<>(server.messages()).size());
        String message = server.messages().get(0);
        assertTrue(message.startsWith("From: \"Hillside Clinic\"\r\n <feedback@e.example>\r\nTo: "), message);
        assertTrue(message.contains("\r\nMessage-ID: <request-7-42@e.example>\r\n"), message);
        assertTrue(message.chars().allMatch(c -> c < 128));
    }

    @Test
    void connectionsAreKeptForTheNextMessage() {
        SmtpSender sender = sender(Map.of());
        for (int number = 1; number <= 5; number++) {
            assertEquals(new Delivered(), send(sender, number));
        }
        assertEquals(5, server.messages().size());
        assertEquals(1, server.connections());
    }

    @Test
    void noMoreConnectionsAreOpenedThanAllowed() {
        SmtpSender sender = sender(Map.of("quarkus.mailer.max-pool-size", "3"));
        List<Uni<DeliveryOutcome>> sent = IntStream.range(0, 40)
                .mapToObj(number -> sender.send(Mails.email(number, "jane.doe@example.com", "H", "S", "T")))
                .toList();
        List<DeliveryOutcome> outcomes = Reactive.await(Uni.join().all(sent).andFailFast());
        assertTrue(outcomes.stream().allMatch(new Delivered()::equals));
        assertEquals(40, new HashSet<>(server.messages()).size());
        assertTrue(server.connections() <= 3, "connections: " + server.connections());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 <jane.doe@example.com>: user unknown | 550: 5.1.1 <[…]>: user unknown",
                "550 5.1.0 address rejected                     | 550: 5.1.0 address rejected",
                "550 5.1.2 bad destination host                 | 550: 5.1.2 bad destination host",
                "553 5.1.3 bad syntax                           | 553: 5.1.3 bad syntax",
                "551 5.1.6 moved, no forwarding                 | 551: 5.1.6 moved, no forwarding",
                "556 5.1.10 null MX                             | 556: 5.1.10 null MX",
                "550 no such user here                          | 550: no such user here",
                "550 User unknown                               | 550: User unknown",
                "553 mailbox does not exist                     | 553: mailbox does not exist"
            })
    void aRecipientThatDoesNotExistIsNeverWrittenToAgain(String reply, String told) {
        Refused expected = new Refused(
                "the mail server refused the recipient with " + told, Optional.of(SuppressionReason.BOUNCED));
        for (String greeting : List.of(PIPELINING, ONE_BY_ONE)) {
            server.says("EHLO", greeting);
            server.says("RCPT", reply);
            assertEquals(expected, send(sender(Map.of())));
        }
    }

    @Test
    void aReplyOfSeveralLinesIsReadAsOne() {
        server.says(
                "RCPT",
                "550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n"
                        + "550-5.1.1 double-checking the address.\r\n550 5.1.1 see https://help.example/?p=NoSuchUser");
        Refused expected = new Refused(
                "the mail server refused the recipient with 550: 5.1.1 The email account that you tried to reach does not"
                        + " exist. Please try double-checking the address. see […]",
                Optional.of(SuppressionReason.BOUNCED));
        assertEquals(expected, send(sender(Map.of())));
        server.says("EHLO", ONE_BY_ONE);
        assertEquals(expected, send(sender(Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT | 550 5.7.1 blocked by policy    | the recipient with 550: 5.7.1 blocked by policy",
                "RCPT | 552 5.2.2 mailbox full         | the recipient with 552: 5.2.2 mailbox full",
                "RCPT | 550 5.2.1 mailbox disabled     | the recipient with 550: 5.2.1 mailbox disabled",
                "RCPT | 550 go away                    | the recipient with 550: go away",
                "DATA | 554 5.7.0 no                   | the message with 554: 5.7.0 no",
                ".    | 554 5.7.1 spam                 | the message with 554: 5.7.1 spam",
                ".    | 552 5.3.4 too large            | the message with 552: 5.3.4 too large",
                ".    | 554 <jane.doe@example.com>     | the message with 554"
            })
    void anythingElseForGoodRefusesTheMessageAlone(String command, String reply, String told) {
        server.says(command, reply);
        assertEquals(new Refused("the mail server refused " + told), send(sender(Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "greeting | 421 4.3.2 shutting down       | us with 421: 4.3.2 shutting down",
                "MAIL     | 451 4.7.1 greylisted          | the sender's address with 451: 4.7.1 greylisted",
                "RCPT     | 450 4.2.0 greylisted          | the recipient with 450: 4.2.0 greylisted",
                "RCPT     | 452 4.2.2 over quota          | the recipient with 452: 4.2.2 over quota",
                "DATA     | 421 too many                  | the message with 421: too many",
                ".        | 451 4.3.0 later               | the message with 451: 4.3.0 later"
            })
    void whatIsForNowIsTriedAgain(String command, String reply, String told) {
        server.says(command, reply);
        assertEquals(new Deferred("the mail server refused " + told), send(sender(Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "greeting | 554 5.7.1 blocked                 | us with 554: 5.7.1 blocked",
                "MAIL     | 550 5.1.8 no such sender          | the sender's address with 550: 5.1.8 no such sender",
                "MAIL     | 553 5.7.1 not yours               | the sender's address with 553: 5.7.1 not yours",
                "RCPT     | 554 5.7.1 Relay access denied     | the recipient with 554: 5.7.1 Relay access denied",
                "RCPT     | 550 relaying not permitted        | the recipient with 550: relaying not permitted",
                "RCPT     | 530 5.7.0 authenticate first      | the recipient with 530: 5.7.0 authenticate first",
                "RCPT     | 550 5.1.8 bad sender              | the recipient with 550: 5.1.8 bad sender"
            })
    void whatOurOwnConfigurationIsToBlameForLosesNoMessage(String command, String reply, String told) {
        server.says(command, reply);
        assertEquals(new Deferred("the mail server refused " + told), send(sender(Map.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "MAIL", "RCPT", ".", "EHLO"})
    void whatIsNoSmtpIsTriedAgain(String command) {
        server.says(command, "fish");
        if (command.equals("EHLO")) {
            server.says("HELO", "fish");
        }
        assertEquals(new Deferred("the mail server answered something that is no SMTP"), send(sender(Map.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void aServerThatHangsUpIsTriedAgain(String command) {
        server.says(command, FakeMailServer.HANG_UP);
        assertTriedAgain(send(sender(Map.of(), Mails.NO_PATIENCE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void aServerThatFallsSilentDoesNotKeepTheConnection(String command) {
        server.says("EHLO", ONE_BY_ONE);
        SmtpSender sender = sender(Map.of("quarkus.mailer.max-pool-size", "1"), Mails.NO_PATIENCE);
        String usual = command.equals("greeting") ? "220 hello" : command.equals("DATA") ? "354 go on" : "250 fine";
        server.says(command, FakeMailServer.SILENCE);
        assertTriedAgain(send(sender));
        server.says(command, usual);
        assertEquals(new Delivered(), send(sender));
    }

    @Test
    void aMessageThatNobodyWaitsForAnyMoreIsNotSentLate() {
        server.says("EHLO", ONE_BY_ONE);
        server.says("MAIL", FakeMailServer.SILENCE);
        SmtpSender sender = sender(Map.of("quarkus.mailer.max-pool-size", "1"), Mails.NO_PATIENCE);
        List<Uni<DeliveryOutcome>> sent = IntStream.of(1, 2)
                .mapToObj(number -> sender.send(Mails.email(number, "jane.doe@example.com", "H", "S", "T"))
                        .ifNoItem()
                        .after(Mails.NO_PATIENCE.dividedBy(2))
                        .recoverWithItem(() -> new Deferred("cut off")))
                .toList();
        List<DeliveryOutcome> outcomes = Reactive.await(Uni.join().all(sent).andFailFast());
        assertEquals(List.of(new Deferred("cut off"), new Deferred("cut off")), outcomes);
        server.says("MAIL", "250 fine");
        assertEquals(new Delivered(), send(sender, 3));
        assertEquals(1, server.messages().size());
        assertTrue(server.messages().get(0).contains("<request-7-3@e.example>"));
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() {
        SmtpSender sender = sender(Map.of());
        server.close();
        assertEquals(new Deferred("the mail server takes no connection"), send(sender));
        server = new FakeMailServer(vertx);
    }

    @Test
    void theConnectionIsMadeSecureBeforeAnythingIsSaid() {
        server.says("EHLO", "250-mail.example\r\n250 STARTTLS");
        assertEquals(
                new Delivered(),
                send(sender(Map.of(
                        "quarkus.mailer.start-tls", "REQUIRED",
                        "quarkus.mailer.tls", "false",
                        "quarkus.mailer.tls-configuration-name", "any"))));
        assertEquals(
                List.of("EHLO e.example", "STARTTLS", "EHLO e.example"),
                server.commands().subList(0, 3));
        assertTrue(server.commands().get(3).startsWith("MAIL FROM:<feedback@e.example>"));
    }

    @Test
    void withoutTheSecurityThatIsDemandedNothingIsSaid() {
        assertEquals(
                new Deferred("the mail server cannot be spoken to securely: it offers no STARTTLS"),
                send(sender(Map.of("quarkus.mailer.start-tls", "REQUIRED"))));
        assertTrue(server.commands().stream().noneMatch(command -> command.startsWith("MAIL")));
    }

    @Test
    void withoutTheLoginThatIsDemandedNothingIsSaid() {
        assertEquals(
                new Deferred("the mail server offers no way to log in that may be used"),
                send(sender(Map.of("quarkus.mailer.login", "REQUIRED"))));
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedBeforeItIsSent() {
        server.says("EHLO", "250-mail.example\r\n250 SIZE 100");
        assertEquals(new Refused("the message is larger than the mail server takes"), send(sender(Map.of())));
    }

    /** The client tells of broken connections in one way or the other. */
    private static void assertTriedAgain(DeliveryOutcome outcome) {
        assertTrue(Set.of(new Deferred(SILENT), new Deferred(LATE)).contains(outcome), outcome.toString());
    }

    private SmtpSender sender(Map<String, String> settings) {
        return sender(settings, Mails.PATIENCE);
    }

    private SmtpSender sender(Map<String, String> settings, Duration patience) {
        Map<String, String> all = new HashMap<>(Map.of("quarkus.mailer.port", String.valueOf(server.port())));
        all.putAll(settings);
        SmtpSender sender = Mails.sender(vertx, chosen, all, patience);
        senders.add(sender);
        return sender;
    }

    private static DeliveryOutcome send(SmtpSender sender) {
        return Reactive.await(sender.send(Mails.email()));
    }

    private static DeliveryOutcome send(SmtpSender sender, long number) {
        return Reactive.await(sender.send(Mails.email(number, "jane.doe@example.com", "H", "S", "T")));
    }
}
