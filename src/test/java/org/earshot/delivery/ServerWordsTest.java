package org.earshot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerWordsTest {

    private static final MessageKey KEY = new MessageKey(new CompanyId(7), 42, "test", 3);
    private static final String LINK = "https://e.example/r/7-abc";
    private static final OutgoingMessage SMS =
            new OutgoingMessage.Sms(KEY, "+447700900123", "Hillside: tell us " + LINK + " Stop: " + LINK, LINK, LINK);
    private static final OutgoingMessage EMAIL = new OutgoingMessage.Email(
            KEY,
            "Hillside",
            "jane.doe@example.com",
            "How was your visit?",
            "Hello Jane,\n\ntell us\n\n" + LINK,
            "<p>Hello Jane,</p>",
            Map.of(),
            LINK,
            LINK);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mailbox is full                                     | mailbox is full",
                "5.1.1 <jane.doe@example.com>: user unknown          | 5.1.1 <[…]>: user unknown",
                "5.1.1 Jane.Doe@Example.COM unknown                  | 5.1.1 […] unknown",
                "see https://mail.example/why?jane, code 7           | see […] code 7",
                "sent by postmaster@other.example                    | sent by […]"
            })
    void addressesAndLinksAreBlankedOut(String said, String kept) {
        assertEquals(Optional.of(kept), ServerWords.of(said, EMAIL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+447700900123",
                "447700900123",
                "07700900123",
                "07700 900123",
                "+44 7700 900 123",
                "(0)7700-900-123",
                "0044.7700.900.123"
            })
    void aNumberIsBlankedOutHoweverItIsWritten(String number) {
        assertEquals(Optional.of("no such number: […]!"), ServerWords.of("no such number: " + number + "!", SMS));
    }

    @Test
    void otherNumbersStay() {
        assertEquals(Optional.of("error 21211, call 0800 123"), ServerWords.of("error 21211, call 0800 123", SMS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no user jane.doe here", "user JANE.DOE", "spam: How was your visit?", "spam: hello jane,"})
    void whatElseQuotesTheMessageIsDropped(String said) {
        assertEquals(Optional.empty(), ServerWords.of(said, EMAIL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spam: Hillside: tell us […]", "spam: hillside: tell us"})
    void soIsTheTextAroundALink(String said) {
        assertEquals(Optional.empty(), ServerWords.of(said, SMS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\r\n", "…", "---", "\ud800 half"})
    void nothingIsMadeOfNothing(String said) {
        assertEquals(Optional.empty(), ServerWords.of(said, EMAIL));
    }

    @Test
    void theyAreOneShortLine() {
        assertEquals(Optional.of("one two three"), ServerWords.of(" one\r\n\ttwo\u0000three ", EMAIL));
        assertEquals(
                200, ServerWords.of("word ".repeat(10_000), EMAIL).orElseThrow().length());
    }
}
