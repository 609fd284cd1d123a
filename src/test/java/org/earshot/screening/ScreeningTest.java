package org.earshot.screening;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.company.CompanySettings;
import org.earshot.company.CompanySettings.Industry;
import org.earshot.company.QuietHours;
import org.earshot.screening.Screening.Phase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W73")
class ScreeningTest {

    private static final List<String> BLOCKED =
            List.of("damn", "rip off", "C++", "Straße", "ΣΟΦΟΣ", "дурак", "naïve", "  ", "b*****d");

    private static CompanySettings in(String country) {
        return new CompanySettings(
                "Hillside",
                Industry.OTHER,
                country,
                ZoneId.of("Europe/London"),
                28,
                CompanySettings.DEFAULT_QUESTIONS,
                Map.of(),
                List.of(),
                List.of("en"),
                null,
                null,
                BLOCKED,
                QuietHours.NONE);
    }

    private static List<Phase> flagged(String title, String text, String country) {
        return new Screening(title, text, false, in(country))
                .flags().stream().map(ReviewFlag::phase).toList();
    }

    private static List<Phase> flagged(String text) {
        List<Phase> inText = flagged("", text, "GB");
        assertEquals(inText, flagged(text, "", "GB"), "a title is looked at like a text");
        return inText;
    }

    @Test
    void thePhasesRunInThisOrder() {
        assertEquals(
                List.of("RATINGS_ONLY", "REPEATED_TEXT", "BLOCKED_WORDS", "LINKS", "CONTACT_DATA"),
                Arrays.stream(Phase.values()).map(Phase::name).toList());
        assertEquals(
                List.of(
                        new ReviewFlag(Phase.REPEATED_TEXT, "has the same text as an earlier review"),
                        new ReviewFlag(Phase.BLOCKED_WORDS, "contains “damn”, “rip off”"),
                        new ReviewFlag(Phase.LINKS, "contains a link"),
                        new ReviewFlag(Phase.CONTACT_DATA, "contains an email address and a phone number")),
                new Screening(
                                "A damn rip off",
                                "See https://example.com, mail jane@example.com or call 07400 123456",
                                true,
                                in("GB"))
                        .flags());
    }

    @Test
    void onlyAReviewWithoutAWordIsRatingsOnly() {
        assertTrue(new Screening("", "", false, in("GB")).ratingsOnly());
        assertTrue(new Screening(" ", "\n", false, in("GB")).ratingsOnly());
        assertFalse(new Screening("Fine", "", false, in("GB")).ratingsOnly());
        assertFalse(new Screening("", "Fine", false, in("GB")).ratingsOnly());
        assertEquals(List.of(), new Screening("", "", false, in("GB")).flags());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "They took their time.",
                "4.5 out of 5!",
                "10/10 would come again :)",
                "Great service, great price: £1,250.00 instead of £1.500.000,00",
                "I paid 1250.00 on 12/05/2026, and 99.99 more on 2026-06-01 at 10:30.",
                "From 12.05.2026 to 14.05.2026, 9.30-17.00 every day, 24/7",
                "Order 123456789, invoice 2026-000123, flat 12, SW1A 1AA",
                "Dr.Smith was kind.Mr.Jones too.Thanks a lot.The rest was fine",
                "I loved it.It was great.So was she.In all, good.Is there more?",
                "e.g. this, i.e. that, 9 a.m.to 5 p.m., approx.10 people, etc.etc",
                "She was ok...me too...no doubt",
                "and/or yes/no he/she 5/5 w/o",
                "Staff @ reception were 5* @ any time, follow @hillside",
                "Version 2.0.1 of node.js, chapter 3.2.1",
                "50% off, 3 x 2 = 6, 1 000 000 thanks, 5-10 minutes",
                "Zoë said: \"<b>fine</b>\" & left. 👩‍⚕️ 'twas good \\o/"
            })
    void ordinaryPraiseAndBlameIsNotFlagged(String text) {
        assertEquals(List.of(), flagged(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/offer",
                "HTTP://EXAMPLE.COM",
                "hxxps://example.com",
                "ftp://files.example",
                "see http://10.0.0.1/x",
                "go to www.example.museum now",
                "(www.example.com)",
                "example.com",
                "Try Example.Com.",
                "EXAMPLE.COM!",
                "look at shop.example.co.uk, please",
                "bit.ly/abc123",
                "t.me/hillside",
                "wa.me/447400123456",
                "youtu.be/abc",
                "bücher.de",
                "пример.рф",
                "example.com:8080/x",
                "exam\u00ADple\u200B.com",
                "ｅｘａｍｐｌｅ．ｃｏｍ",
                "example (dot) com",
                "example[.]com",
                "text,example.org"
            })
    void aLinkIsFlagged(String text) {
        assertTrue(flagged(text).contains(Phase.LINKS), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@example.com",
                "Write to Jane.Doe+test@mail.example.co.uk!",
                "<jane@example.com>",
                "JANE@EXAMPLE.COM",
                "zoë@bücher.de",
                "jane (at) example (dot) com",
                "jane [at] example.com",
                "jane@exam\u200Bple.com"
            })
    void anEmailAddressIsFlaggedAsContactDataAndNotAsALink(String text) {
        assertEquals(List.of(Phase.CONTACT_DATA), flagged(text));
    }

    @ParameterizedTest
    @CsvSource({
        "GB, call 07400 123456",
        "GB, ring (020) 7946 0018 now",
        "GB, +44 7400 123456",
        "GB, 07400-123-456",
        "GB, 07400123456.",
        "GB, my number:07400 123456",
        "GB, ０７４００ １２３４５６",
        "GB, +1 (201) 555-0123",
        "US, 201-555-0123",
        "FR, 06 12 34 56 78",
        "FR, 06.12.34.56.78",
        "DE, 030 1234567",
        "DK, 20 12 34 56"
    })
    void aPhoneNumberIsFlagged(String country, String text) {
        assertEquals(List.of(Phase.CONTACT_DATA), flagged("", text, country));
    }

    @ParameterizedTest
    @CsvSource({
        "DK, 2026-05-12",
        "DK, 20.05.2026",
        "DK, on 2026-05-12 and 12-05-2026",
        "SG, 31.12.2025",
        "US, 12/31/2025",
        "US, 2026-05-12 10:30",
        "FR, 12.05.2026",
        "DE, 'zwischen 9:00 und 17:00, 12.05.26'",
        "US, it cost 1250.00 dollars",
        "FR, 'cela coûte 1.250,00 €'"
    })
    void datesAndPricesAreNoPhoneNumbers(String country, String text) {
        assertEquals(List.of(), flagged("", text, country));
    }

    @Test
    void reasonsDoNotRepeatWhatIdentifiesPeople() {
        for (ReviewFlag flag :
                new Screening("", "jane@example.com 07400 123456 https://jane.example", false, in("GB")).flags()) {
            assertFalse(flag.reason().contains("jane") || flag.reason().contains("123"), flag.reason());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "damn",
                "DAMN!",
                "Damn, it hurt",
                "damn_it",
                "(damn)",
                "damn's",
                "what a rip  off",
                "a RIP\noff.",
                "they use C++ here",
                "in der STRASSE",
                "in der straße",
                "σοφοσ",
                "σοφος",
                "ДУРАК",
                "so nai\u0308ve",
                "d\u00ADa\u200Bmn",
                "ｄａｍｎ",
                "what a b*****d he is"
            })
    void aBlockedWordIsFlagged(String text) {
        assertEquals(List.of(Phase.BLOCKED_WORDS), flagged(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "damnation",
                "goddamn",
                "Adamnan",
                "damn2",
                "damné",
                "damn\u0301",
                "grip off",
                "rip offs",
                "rip, off",
                "ripoff",
                "C+",
                "дураки",
                "Straßen",
                "naive"
            })
    void aPartOfAWordIsNotThatWord(String text) {
        assertEquals(List.of(), flagged(text));
    }

    @Test
    void aReasonNamesSomeBlockedWordsOnly() {
        List<String> reasons = new Screening("", String.join(" . ", BLOCKED), false, in("GB"))
                .flags().stream().map(ReviewFlag::reason).toList();
        assertEquals(List.of("contains “damn”, “rip off”, “C++”, “Straße”, “ΣΟΦΟΣ”"), reasons);
    }

    @Test
    void aTextIsRecognisedWithoutCaseSpacesAndPunctuation() {
        byte[] first = RepeatedText.fingerprint("They were kind, quick and did not hurt me at all!")
                .orElseThrow();
        assertArrayEquals(
                first,
                RepeatedText.fingerprint("they were KIND quick\nand did not hurt\u00A0me at all :-)")
                        .orElseThrow());
        assertFalse(Arrays.equals(
                first,
                RepeatedText.fingerprint("They were kind, quick and did hurt me at all!")
                        .orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Thank you",
                "They took their time.",
                "Very good, would recommend!",
                "👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍"
            })
    void whatManyPeopleSayIsNotRecognised(String text) {
        assertEquals(Optional.empty(), RepeatedText.fingerprint(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 ", "a.", "a", "@", "12.", "www", "1-2-", "(dot", "https:/", "a@", "+4 ", "damn"})
    @Timeout(2)
    void noTextKeepsTheScreeningBusy(String part) {
        flagged("", part.repeat(10_000 / part.length()), "GB");
    }
}
