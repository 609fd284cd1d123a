package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.earshot.company.CompanySettings;
import org.earshot.company.CompanySettings.Industry;
import org.earshot.company.CompanySettings.Platform;
import org.earshot.delivery.Channel;
import org.earshot.problem.Problem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewFeedbackRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final CompanySettings HARBOUR = Companies.of(Industry.OTHER);
    private static final CompanySettings RIVERSIDE = Companies.of(Industry.HEALTHCARE);

    /** The required fields, with some more or others. */
    private static Map<String, Object> with(Object... namesAndValues) {
        Map<String, Object> fields = new TreeMap<>(Map.of(
                "company", 1,
                "type", "email",
                "name", "Jane Doe",
                "destination", "jane@example.com",
                "platform", "auto"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static NewFeedbackRequest parse(Map<String, Object> fields, CompanySettings settings, Instant now) {
        try {
            return NewFeedbackRequest.parse(
                    RequestFields.read(JSON, null, JSON.writeValueAsBytes(fields)),
                    settings,
                    JSON,
                    now,
                    Optional.of("Back office"),
                    true);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static NewFeedbackRequest parse(Map<String, Object> fields) {
        return parse(fields, HARBOUR, NOW);
    }

    private static Map<String, String> refused(Map<String, Object> fields, CompanySettings settings, Instant now) {
        Problem problem = assertThrows(Problem.class, () -> parse(fields, settings, now));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        return problem.fields();
    }

    private static void refusedFor(String field, Map<String, Object> fields) {
        assertEquals(List.of(field), List.copyOf(refused(fields, HARBOUR, NOW).keySet()));
    }

    @Test
    @Tag("W14")
    void theRequiredFieldsSuffice() {
        NewFeedbackRequest request = parse(with());
        assertEquals(Destination.email("jane@example.com").orElseThrow(), request.destination());
        assertEquals("Jane Doe", request.author());
        assertEquals(RequestPlatform.AUTO, request.platform());
        assertEquals(NOW, request.sendAfter());
        assertNull(request.title());
        assertNull(request.metadata());
        assertNull(request.staffName());
        assertNull(request.businessName());
        assertNull(request.jobTitle());
    }

    @Test
    @Tag("W14")
    void allBadFieldsAreNamedAtOnce() {
        Map<String, Object> fields = with(
                "type", "fax",
                "name", " ",
                "destination", "jane\n@example.com",
                "platform", "yelp",
                "treatmentType", "Cash",
                "dateOfBirth", "yesterday",
                "title", "x".repeat(301),
                "metadata", "[]",
                "staffName", "x".repeat(201),
                "businessName", "a\u0000b",
                "jobTitle", "a\rb",
                "source", "a\u0007b",
                "sendAfter", "soon");
        assertEquals(
                new TreeSet<>(List.of(
                        "type",
                        "name",
                        "destination",
                        "platform",
                        "treatmentType",
                        "dateOfBirth",
                        "title",
                        "metadata",
                        "staffName",
                        "businessName",
                        "jobTitle",
                        "source",
                        "sendAfter")),
                new TreeSet<>(refused(fields, HARBOUR, NOW).keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "name", "destination", "platform"})
    @Tag("W14")
    void aRequiredFieldIsNeitherMissingNorNullNorBlank(String field) {
        Map<String, Object> missing = with();
        missing.remove(field);
        refusedFor(field, missing);
        refusedFor(field, with(field, null));
        refusedFor(field, with(field, "  "));
    }

    @ParameterizedTest
    @CsvSource({"email, EMAIL", "Email, EMAIL", "EMAIL, EMAIL"})
    @Tag("W16")
    void theTypeIsReadInAnyCase(String word, Channel channel) {
        assertEquals(channel, parse(with("type", word)).destination().channel());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sms", "SMS", "Sms"})
    @Tag("W16")
    @Tag("W17")
    void theDestinationFitsTheType(String sms) {
        refusedFor("destination", with("type", sms));
        refusedFor("destination", with("destination", "07400 123456"));
        Destination mobile =
                parse(with("type", sms, "destination", "07400 123456")).destination();
        assertEquals(new Destination(Channel.SMS, "+447400123456"), mobile);
    }

    @Test
    @Tag("W17")
    void nationalNumbersAreThoseOfTheCompanysCountry() {
        Map<String, Object> fields = with("type", "sms", "destination", "06 12 34 56 78");
        CompanySettings french = Companies.in("FR", ZoneId.of("Europe/Paris"));
        assertEquals("+33612345678", parse(fields, french, NOW).destination().value());
        assertEquals(
                List.of("destination"),
                List.copyOf(refused(fields, HARBOUR, NOW).keySet()));
    }

    @ParameterizedTest
    @CsvSource({"name, 200", "businessName, 200", "jobTitle, 200", "source, 200", "staffName, 200", "title, 300"})
    @Tag("W30")
    void aFieldIsAsLongAsItMayBeAndNoLonger(String field, int longest) {
        parse(with(field, "x".repeat(longest)));
        refusedFor(field, with(field, "x".repeat(longest + 1)));
    }

    @Test
    @Tag("W30")
    void aDestinationIsNoLongerThanItMayBe() {
        refusedFor("destination", with("destination", "x".repeat(321)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "title", "staffName", "businessName", "jobTitle", "source", "destination"})
    @Tag("W18")
    void noLineHoldsControlCharacters(String field) {
        for (String bad : List.of("a\rb", "a\nb", "a\u0000b", "a\u001Bb", "a\u0085b", "a\u2028b", "ab\n", "\rab")) {
            refusedFor(field, with(field, bad));
        }
    }

    @Test
    @Tag("W19")
    void aPlatformWhoseLinkIsNotSetIsRefused() {
        refusedFor("platform", with("platform", "google"));
        refusedFor("platform", with("platform", "facebook"));
        CompanySettings onGoogle = Companies.with(Map.of(Platform.GOOGLE, URI.create("https://g.page/r/here")));
        assertEquals(
                RequestPlatform.GOOGLE,
                parse(with("platform", "google"), onGoogle, NOW).platform());
        assertEquals(
                List.of("platform"),
                List.copyOf(refused(with("platform", "facebook"), onGoogle, NOW).keySet()));
    }

    @ParameterizedTest
    @CsvSource({"Unknown, UNKNOWN", "N/A, UNKNOWN", "NHS, NHS", "Private, PRIVATE", ", UNKNOWN"})
    @Tag("W20")
    void inHealthcareATreatmentTypeApplies(String word, TreatmentType type) {
        assertEquals(type, parse(with("treatmentType", word), RIVERSIDE, NOW).treatmentType());
    }

    @ParameterizedTest
    @CsvSource({"Unknown", "N/A", "NHS", "Private", "''"})
    @Tag("W20")
    void elsewhereNoneApplies(String word) {
        assertEquals(
                TreatmentType.NOT_APPLICABLE,
                parse(with("treatmentType", word), HARBOUR, NOW).treatmentType());
    }

    @Test
    @Tag("W20")
    void anotherTreatmentTypeIsRefusedEverywhere() {
        refusedFor("treatmentType", with("treatmentType", "Cash"));
        assertEquals(
                List.of("treatmentType"),
                List.copyOf(
                        refused(with("treatmentType", "Cash"), RIVERSIDE, NOW).keySet()));
    }

    /** Somebody is 18 from the first day whose year, month and day are 18 years on, and 29 February waits for March. */
    @Test
    @Tag("W21")
    void everybodyBornAroundTheEndOfFebruaryTurnsEighteenOnTheirDay() {
        for (int year = 1890; year <= 2110; year++) {
            for (LocalDate born = LocalDate.of(year, 2, 26);
                    born.isBefore(LocalDate.of(year, 3, 4));
                    born = born.plusDays(1)) {
                LocalDate adult = NewFeedbackRequest.adultFrom(born);
                LocalDate expected = MonthDay.from(born).isValidYear(year + 18)
                        ? Year.of(year + 18).atMonthDay(MonthDay.from(born))
                        : LocalDate.of(year + 18, 3, 1);
                assertEquals(expected, adult, "born on " + born);
            }
        }
    }

    @Test
    @Tag("W21")
    void everybodyElseTurnsEighteenOnTheirBirthday() {
        for (LocalDate born = LocalDate.of(2007, 1, 1);
                born.isBefore(LocalDate.of(2009, 1, 1));
                born = born.plusDays(1)) {
            if (!MonthDay.from(born).equals(MonthDay.of(2, 29))) {
                assertEquals(
                        Year.of(born.getYear() + 18).atMonthDay(MonthDay.from(born)),
                        NewFeedbackRequest.adultFrom(born));
            }
        }
    }

    @Test
    @Tag("W21")
    void whoeverTurnsEighteenTodayMayBeAskedAndWhoeverDoesTomorrowMayNot() {
        parse(with("dateOfBirth", "2008-01-31"));
        refusedFor("dateOfBirth", with("dateOfBirth", "2008-02-01"));
        parse(with("dateOfBirth", "1900-01-01"));
    }

    @Test
    @Tag("W21")
    void bornOnALeapDayOneIsAnAdultOnTheFirstOfMarch() {
        Map<String, Object> fields = with("dateOfBirth", "2008-02-29");
        assertEquals(
                List.of("dateOfBirth"),
                List.copyOf(refused(fields, HARBOUR, Instant.parse("2026-02-28T12:00:00Z"))
                        .keySet()));
        parse(fields, HARBOUR, Instant.parse("2026-03-01T00:00:00Z"));
    }

    @Test
    @Tag("W21")
    void todayIsTheDayWhereTheCompanyIs() {
        Instant almostFebruary = Instant.parse("2026-01-31T12:00:00Z");
        Map<String, Object> fields = with("dateOfBirth", "2008-02-01");
        parse(fields, Companies.in("NZ", ZoneId.of("Pacific/Auckland")), almostFebruary);
        assertTrue(refused(fields, Companies.in("US", ZoneId.of("America/New_York")), almostFebruary)
                .containsKey("dateOfBirth"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-01",
                "2100-01-01",
                "+12000-01-01",
                "-2000-01-01",
                "2001-02-29",
                "2000-13-01",
                "2000-1-1",
                "01/01/2000",
                "2000-01-01T00:00:00Z",
                "20000101",
                "946684800",
                "old enough"
            })
    @Tag("W21")
    void aFutureOrImpossibleBirthdayIsRefused(String text) {
        refusedFor("dateOfBirth", with("dateOfBirth", text));
    }

    @Test
    @Tag("W23")
    void metadataIsAnObjectAndKeptAsItIs() {
        assertEquals(
                "{\"visit\": 7, \"tags\": [\"a\"]}",
                parse(with("metadata", "{\"visit\": 7, \"tags\": [\"a\"]}")).metadata());
        assertEquals(
                "{\"visit\":7}", parse(with("metadata", Map.of("visit", 7))).metadata());
        assertEquals("{}", parse(with("metadata", "{}")).metadata());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "null",
                "\"text\"",
                "visit 7",
                "{",
                "{\"a\":1}}",
                "{\"a\":1} {\"b\":2}",
                "{'a':1}",
                "{\"a\":NaN}"
            })
    @Tag("W23")
    void whatIsNoObjectIsNoMetadata(String text) {
        refusedFor("metadata", with("metadata", text));
    }

    @Test
    @Tag("W23")
    void metadataIsNoLargerThanEightKibibytes() {
        String frame = "{\"a\":\"\"}";
        int room = 8 * 1024 - frame.length();
        parse(with("metadata", "{\"a\":\"" + "x".repeat(room) + "\"}"));
        refusedFor("metadata", with("metadata", "{\"a\":\"" + "x".repeat(room + 1) + "\"}"));
        refusedFor("metadata", with("metadata", "{\"a\":\"" + "é".repeat(room / 2 + 1) + "\"}"));
    }

    @Test
    @Tag("W23")
    void metadataIsNoDeeperThanSixteenLevels() {
        parse(with("metadata", "{\"a\":".repeat(16) + "1" + "}".repeat(16)));
        parse(with("metadata", "{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}"));
        refusedFor("metadata", with("metadata", "{\"a\":".repeat(17) + "1" + "}".repeat(17)));
        refusedFor("metadata", with("metadata", "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}"));
    }

    @Test
    @Tag("W24")
    void whomItIsAboutIsKept() {
        NewFeedbackRequest request =
                parse(with("staffName", "Dr Ada Brown", "businessName", "Doe Ltd", "jobTitle", "Buyer"));
        assertEquals("Dr Ada Brown", request.staffName());
        assertEquals("Doe Ltd", request.businessName());
        assertEquals("Buyer", request.jobTitle());
    }

    @Test
    @Tag("W25")
    void theSourceIsByDefaultTheTokensName() {
        assertEquals("Back office", parse(with()).source());
        assertEquals("Till 7", parse(with("source", "Till 7")).source());
    }

    @Test
    @Tag("W26")
    void sendingWaitsForTwentyOneDaysAtMost() {
        Instant latest = NOW.plus(Duration.ofDays(21));
        assertEquals(latest, parse(with("sendAfter", latest.toString())).sendAfter());
        refusedFor("sendAfter", with("sendAfter", latest.plusSeconds(1).toString()));
        refusedFor("sendAfter", with("sendAfter", "9999999999999"));
        refusedFor("sendAfter", with("sendAfter", "soon"));
    }

    @Test
    @Tag("W26")
    void thePastMeansNow() {
        assertEquals(NOW, parse(with("sendAfter", "2020-01-01")).sendAfter());
        assertEquals(NOW, parse(with("sendAfter", 0)).sendAfter());
        assertEquals(
                NOW.plusSeconds(60),
                parse(with("sendAfter", NOW.plusSeconds(60).getEpochSecond())).sendAfter());
    }

    @Test
    @Tag("W30")
    void unknownFieldsAreIgnored() {
        assertFalse(parse(with("colour", "red", "id", 7, "nested", Map.of("a", 1)))
                .author()
                .isEmpty());
    }
}
