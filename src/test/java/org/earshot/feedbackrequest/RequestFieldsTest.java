package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyId;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.Problem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W13")
class RequestFieldsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static RequestFields read(String body) {
        return RequestFields.read(JSON, null, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem refusal(String body) {
        Problem problem = assertThrows(Problem.class, () -> read(body).company());
        return problem;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "company=1&name=Jane+Doe&title=50%25+off",
                "company=1&name=Jane%20Doe&title=50%25%20off",
                "name=Jane Doe&title=50%25 off&company=1\r\n",
                "{\"company\":1,\"name\":\"Jane Doe\",\"title\":\"50% off\"}",
                "{\"company\":\"1\",\"name\":\"Jane Doe\",\"title\":\"50% off\"}",
                " \r\n\t{\"company\":1,\"name\":\" Jane Doe \",\"title\":\"50% off\"}\n",
                "\uFEFF{\"company\":1,\"name\":\"Jane Doe\",\"title\":\"50% off\"}",
                "\uFEFFcompany=1&name=Jane+Doe&title=50%25+off"
            })
    void formsAndJsonAreToldApartByTheirFirstCharacter(String body) {
        RequestFields fields = read(body);
        assertEquals(new CompanyId(1), fields.company());
        assertEquals(Optional.of("Jane Doe"), fields.raw("name"));
        assertEquals(Optional.of("50% off"), fields.raw("title"));
    }

    @Test
    void aFieldMayBeAnyTextWhateverSeparatesFields() {
        RequestFields fields = read("company=1&name=J%26J&title=a;b=c #1&source=%C3%A9%F0%9F%98%80");
        assertEquals(Optional.of("J&J"), fields.raw("name"));
        assertEquals(Optional.of("a;b=c #1"), fields.raw("title"), "only & separates, and nothing else ends");
        assertEquals(Optional.of("é😀"), fields.raw("source"));
    }

    @Test
    void missingNullAndBlankAreTheSame() {
        RequestFields fields = read("{\"name\":null,\"title\":\" \\t\",\"source\":\"\"}");
        for (String field : List.of("name", "title", "source", "unknown")) {
            assertEquals(Optional.empty(), fields.raw(field), field);
        }
        assertEquals(Optional.empty(), read("name=&title=+&source").raw("source"));
    }

    @Test
    @Tag("W23")
    void anObjectInJsonIsReadAsItsText() {
        assertEquals(
                Optional.of("{\"a\":{\"b\":[1]}}"),
                read("{\"metadata\":{\"a\": {\"b\": [1]}}}").raw("metadata"));
        assertEquals(
                Optional.of("{\"a\":12345678901234567890.12345}"),
                read("{\"metadata\":{\"a\":12345678901234567890.12345}}").raw("metadata"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n", "[]", " [] ", "\uFEFF", "{}", "{\"company\":null}", "company=&name="})
    @Tag("W14")
    void whatHoldsNoFieldMissesAllThatAreRequired(String body) {
        Problem problem = refusal(body);
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertEquals(
                List.of("company", "type", "name", "destination", "platform"),
                List.copyOf(problem.fields().keySet()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"company\":1",
                "{\"company\":1,}",
                "{company:1}",
                "{'company':1}",
                "{\"company\":1}}",
                "{\"company\":1} and more",
                "{\"company\":1}{\"company\":2}"
            })
    void brokenJsonIsRefused(String body) {
        assertEquals(Problem.Kind.INVALID, refusal(body).kind());
    }

    @Test
    void aBrokenEscapeIsRefused() {
        assertEquals(Problem.Kind.INVALID, refusal("company=1&title=%zz").kind());
        assertEquals(Problem.Kind.INVALID, refusal("company=1&title=50%").kind());
    }

    @ParameterizedTest
    @CsvSource({
        "destination=+447400123456,            destination, +447400123456",
        "destination=%2B447400123456,          destination, +447400123456",
        "destination=07400+123456,             destination, 07400 123456",
        "sendAfter=2026-01-31T09:30:00+02:00,  sendAfter,   2026-01-31T09:30:00+02:00",
        "sendAfter=2026-01-31T09:30+02:00,     sendAfter,   2026-01-31T09:30+02:00",
        "sendAfter=2026-01-31T09:30:00.5+02:00, sendAfter,  2026-01-31T09:30:00.5+02:00",
        "sendAfter=2026-01-31T09:30:00%2B02:00, sendAfter,  2026-01-31T09:30:00+02:00",
        "sendAfter=2026-01-31+09:30,           sendAfter,   2026-01-31 09:30",
        "sendAfter=2026-01-31+09:30:00,        sendAfter,   2026-01-31 09:30:00",
        "sendAfter=2026-01-31+09:30+02:00,     sendAfter,   2026-01-31 09:30+02:00",
        "name=1+2,                             name,        1 2"
    })
    void anUnescapedPlusIsReadAsItWasMeant(String body, String field, String meant) {
        assertEquals(Optional.of(meant), read(body).raw(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"company=7", "company= 7 ", "company=007", "{\"company\":7}", "{\"company\":\"7\"}"})
    @Tag("W15")
    void aCompanyIsAnIntegerOrItsDigits(String body) {
        assertEquals(new CompanyId(7), read(body).company());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "company=riverside",
                "company=1.5",
                "company=1e3",
                "company=0x1",
                "company=٧",
                "company=99999999999999999999",
                "company=9223372036854775808",
                "{\"company\":1.5}",
                "{\"company\":1e0}",
                "{\"company\":true}",
                "{\"company\":[1]}",
                "{\"company\":{\"id\":1}}",
                "{\"company\":99999999999999999999}"
            })
    @Tag("W15")
    void whatIsNoIntegerNamesNoCompany(String body) {
        Problem problem = refusal(body);
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertEquals(List.of("company"), List.copyOf(problem.fields().keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"company=0", "company=-1", "{\"company\":-9223372036854775808}"})
    @Tag("W15")
    void anImpossibleCompanyIsAsForbiddenAsAnUnknownOne(String body) {
        Problem problem = refusal(body);
        assertEquals(Problem.Kind.FORBIDDEN, problem.kind());
        assertEquals(Problem.companyForbidden().getMessage(), problem.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jane\\nDoe",
                "Jane\\r\\nBcc: joe@example.com",
                "Jane\\u0000Doe",
                "Jane\\tDoe",
                "Jane\\u007FDoe",
                "Jane\\u0085Doe",
                "Jane\\uD800Doe",
                "Jane\\uDC00\\uD800",
                "Jane Doe\\n",
                "\\r\\nJane Doe",
                "Jane Doe\\u0000"
            })
    @Tag("W18")
    void oneLineHoldsNoControlCharacterNorHalfACharacter(String jsonText) {
        FieldErrors errors = new FieldErrors();
        read("{\"name\":\"" + jsonText + "\"}").line("name", 200, errors);
        assertEquals(List.of("name"), List.copyOf(errors.asMap().keySet()));
    }

    @Test
    @Tag("W18")
    void oneLineMayHoldAnyOtherCharacter() {
        FieldErrors errors = new FieldErrors();
        assertEquals(
                "Zoë O’Brien-李 👩‍⚕️ <b>",
                read("name= Zoë O’Brien-李 👩‍⚕️ <b> ").line("name", 200, errors));
        assertEquals(0, errors.asMap().size());
    }

    @Test
    @Tag("W30")
    void lengthCountsCharactersAndNotTheirHalves() {
        FieldErrors errors = new FieldErrors();
        read("title=" + "😀".repeat(300)).line("title", 300, errors);
        assertEquals(0, errors.asMap().size());
        read("title=" + "😀".repeat(301)).line("title", 300, errors);
        assertEquals(List.of("title"), List.copyOf(errors.asMap().keySet()));
    }
}
