package org.earshot.delivery.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.earshot.delivery.SuppressionReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W84")
class ReportedMessageTest {

    private static final String HOST = "feedback.example.com";

    @ParameterizedTest
    @CsvSource({
        "invitation-7-1042-77, invitation, 7, 1042",
        "reminder-12-999999999999999999-1, reminder, 12, 999999999999999999",
        "<request-7-1042@feedback.example.com>, request, 7, 1042",
        "request-7-1042@feedback.example.com, request, 7, 1042",
        "<reminder-7-5-6@FEEDBACK.Example.com>, reminder, 7, 5"
    })
    void aNameOfOursIsRead(String name, String word, long company, long number) {
        ReportedMessage message = ReportedMessage.read(name, HOST).orElseThrow();
        assertEquals(word, message.word());
        assertEquals(company, message.scope().companyId());
        assertEquals(number, message.subject());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<>",
                "@",
                "<@feedback.example.com>",
                "invitation",
                "invitation-7",
                "-7-1",
                "invitation-7-",
                "invitation-0-1",
                "invitation-7-0",
                "invitation-07-1",
                "invitation--7-1",
                "invitation-7-1-2-3",
                "invitation-7-1-0",
                "invitation-7-1000000000000000000",
                "invitation-9223372036854775808-1",
                "Invitation-7-1",
                " invitation-7-1",
                "invitation-7-1\n",
                "invitation-٧-1",
                "<request-7-1042@other.example.com>",
                "request-7-1042@",
                "<request-7-1042@feedback.example.com.evil.example>",
                "<request-7-1042@x@feedback.example.com>",
                "0100018d-aws-ses-000000@email.amazonses.com"
            })
    void anotherIsNot(String name) {
        assertTrue(ReportedMessage.read(name, HOST).isEmpty(), name);
    }

    @ParameterizedTest
    @CsvSource({
        "undelivered, 21610, OPTED_OUT",
        "failed, 21610, OPTED_OUT",
        "failed, 21211, BOUNCED",
        "failed, 21614, BOUNCED",
        "undelivered, 30005, BOUNCED",
        "undelivered, 30006, BOUNCED",
        "undelivered, 30003,",
        "undelivered, 30007,",
        "undelivered, 30008,",
        "undelivered, '',",
        "delivered, 30005,",
        "sent, 21610,",
        "'', 21610,",
        "UNDELIVERED, 030005,"
    })
    void whatTwilioSaysOfANumberIsUnderstood(String status, String code, SuppressionReason reason) {
        assertEquals(Optional.ofNullable(reason), TwilioStatus.suppression(status, code));
    }

    @ParameterizedTest
    @CsvSource({"+447400123456, +447400123456", "'+44 7400 123-456', +447400123456", "+1 (415) 867-5309, +14158675309"})
    void aNumberIsReadWhateverItsPunctuation(String text, String number) {
        assertEquals(number, PhoneNumber.parse(text).orElseThrow().e164());
        assertEquals("a phone number", PhoneNumber.parse(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "07400123456",
                "447400123456",
                "+0400123456",
                "12345",
                "HILLSIDE",
                "+44740012345x",
                "++447400123456",
                "+4474001234567890",
                "whatsapp:+447400123456"
            })
    void whatIsNoNumberIsNone(String text) {
        assertTrue(PhoneNumber.parse(text).isEmpty(), text);
    }
}
