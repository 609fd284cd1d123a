package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.earshot.delivery.Channel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W17")
class DestinationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@example.com",
                "j@example.com",
                "jane.doe+tag@mail.example.co.uk",
                "o'brien@example.com",
                "{curly}@example.com",
                "1234@example.com",
                "jane@xn--mller-kva.de",
                "jane@exa-mple.museum"
            })
    void anEmailAddressIsRead(String text) {
        assertEquals(
                Optional.of(new Destination(Channel.EMAIL, text)), Destination.email(text), "as it is, for delivery");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane",
                "@example.com",
                "jane@",
                "jane@localhost",
                "jane@example",
                "jane@@example.com",
                "jane doe@example.com",
                "jane@exa mple.com",
                "jane@example..com",
                "jane@.example.com",
                "jane@-example.com",
                "jane@example-.com",
                "jane@example.123",
                "jane@example.com.",
                ".jane@example.com",
                "jane.@example.com",
                "jane..doe@example.com",
                "<jane@example.com>",
                "Jane <jane@example.com>",
                "jane@example.com,joe@example.com",
                "jane@[127.0.0.1]",
                "jané@example.com",
                "jane@example.com\r\nBcc: joe@example.com",
                "jane\u0000@example.com",
                "+447400123456"
            })
    void whatIsNoEmailAddressIsRefused(String text) {
        assertEquals(Optional.empty(), Destination.email(text));
    }

    @Test
    void theLongestLocalPartAndLabelsAreThoseOfTheStandard() {
        assertTrue(Destination.email("a".repeat(64) + "@example.com").isPresent());
        assertFalse(Destination.email("a".repeat(65) + "@example.com").isPresent());
        assertTrue(Destination.email("jane@" + "a".repeat(63) + ".com").isPresent());
        assertFalse(Destination.email("jane@" + "a".repeat(64) + ".com").isPresent());
        assertFalse(Destination.email("jane@" + "abcdefgh.".repeat(29) + "com").isPresent());
    }

    @Test
    void anInternationalDomainBecomesAscii() {
        assertEquals(
                Optional.of(new Destination(Channel.EMAIL, "jane@xn--mller-kva.de")),
                Destination.email("jane@müller.de"));
    }

    @Test
    void addressesCompareWithoutCase() {
        Destination written = Destination.email("Jane.Doe@EXAMPLE.com").orElseThrow();
        assertEquals("jane.doe@example.com", written.normalised());
        assertEquals("Jane.Doe@example.com", written.value(), "the local part goes out as it was given");
        assertEquals(
                Destination.email("jane@MÜLLER.de").orElseThrow().normalised(),
                Destination.email("JANE@müller.de").orElseThrow().normalised());
        assertNotEquals(
                written.normalised(),
                Destination.email("janedoe@example.com").orElseThrow().normalised());
    }

    @ParameterizedTest
    @CsvSource({
        "07400 123456,    GB, +447400123456",
        "07400123456,     GB, +447400123456",
        "(07400) 123-456, GB, +447400123456",
        "+447400123456,   GB, +447400123456",
        "+44 7400 123456, US, +447400123456",
        "0044 7400 123456, GB, +447400123456",
        "+44 (0)7400 123456, GB, +447400123456",
        "0151 23456789,   DE, +4915123456789",
        "06 12 34 56 78,  FR, +33612345678",
        "(212) 555-2368,  US, +12125552368"
    })
    void aMobileNumberIsReadWithTheCountryAsDefault(String text, String country, String e164) {
        assertEquals(
                Optional.of(new Destination(Channel.SMS, e164)), Destination.mobile(text, country, false), country);
    }

    @Test
    void anAmericanNumberThatMayBeEitherPasses() {
        assertTrue(Destination.mobile("+1 650 253 0000", "GB", false).isPresent(), "FIXED_LINE_OR_MOBILE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "020 7946 0018",
                "0161 496 0000",
                "+44 20 7031 3000",
                "0909 879 0000",
                "0800 123 4567",
                "0345 123 4567",
                "07400 12345",
                "07400 1234567",
                "12",
                "+999 7400 123456",
                "mobile",
                "Jane 07400 123456",
                "07400 123456 ext. 9",
                "07400 123456;ext=9",
                "074OO 123456",
                "1-800-FLOWERS",
                "tel:+447400123456",
                "++447400123456",
                "jane@example.com",
                "07400123456@example.com"
            })
    void landlinePremiumAndInvalidNumbersAreRefused(String text) {
        assertEquals(Optional.empty(), Destination.mobile(text, "GB", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"07700 900000", "07700 900123", "+447700900999"})
    void numbersKeptForDramaPassOnlyWhereTheyAreAllowed(String text) {
        assertTrue(Destination.mobile(text, "GB", true).isPresent());
        assertEquals(Optional.empty(), Destination.mobile(text, "GB", false));
    }

    @ParameterizedTest
    @CsvSource({
        "jane@example.com,                       j***@e******.com",
        "j@e.com,                                j***@e******.com",
        "jane.doe.the.third@example.com,         j***@e******.com",
        "jane@mail.department.example.co.uk,     j***@m******.uk",
        "Jane@Example.Com,                       J***@e******.com",
        "1@2.org,                                1***@2******.org"
    })
    @Tag("W36")
    void anObfuscatedAddressTellsNoLength(String address, String obfuscated) {
        assertEquals(obfuscated, Destination.email(address).orElseThrow().obfuscated());
    }

    @ParameterizedTest
    @CsvSource({
        "+447400123123,   +44******123",
        "+447700900456,   +44******456",
        "+12125552368,    +1******368",
        "+4915123456789,  +49******789",
        "+353851234567,   +353******567"
    })
    @Tag("W36")
    void anObfuscatedNumberKeepsTheCountryAndThreeDigits(String number, String obfuscated) {
        assertEquals(
                obfuscated, Destination.mobile(number, "GB", true).orElseThrow().obfuscated());
    }

    @Test
    @Tag("W36")
    void aDestinationPrintsObfuscated() {
        String printed = Destination.email("jane@example.com").orElseThrow().toString();
        assertEquals("j***@e******.com", printed);
    }

    @Test
    @Tag("W79")
    void itIsSpelledAsOthersMayHaveWrittenItDown() {
        assertEquals(
                Set.of("jane@example.com"),
                Destination.email("Jane@Example.COM").orElseThrow().spellings("GB"));
        assertEquals(
                Set.of("jane@m\u00fcller.example", "jane@xn--mller-kva.example"),
                Destination.email("Jane@M\u00fcller.example").orElseThrow().spellings("GB"));
        Destination mobile = Destination.mobile("07400 123456", "GB", false).orElseThrow();
        assertEquals(Set.of("+447400123456", "+44 7400 123456", "07400123456", "07400 123456"), mobile.spellings("GB"));
        assertEquals(Set.of("+447400123456", "+44 7400 123456"), mobile.spellings("DE"));
        assertEquals(
                Set.of("+12015550123", "+1 201-555-0123", "(201) 555-0123"),
                Destination.mobile("(201) 555-0123", "US", true).orElseThrow().spellings("US"));
    }
}
