package org.earshot.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    private final FieldErrors errors = new FieldErrors();

    private static JsonBody body(String json) {
        return JsonBody.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noBodyIsAnObjectWithoutFields() {
        JsonBody.read(null).demand(List.of("name"), errors);
        JsonBody.read(new byte[0]).demand(List.of("text"), errors);
        assertEquals(Map.of("name", "is required", "text", "is required"), errors.asMap());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"text\"", "null", "{", "{} {}", "{'a':1}", "\u0000", "{\"a\":}"})
    void whatIsNoObjectIsRefused(String json) {
        Problem problem = assertThrows(Problem.class, () -> body(json));
        assertEquals(Problem.Kind.MALFORMED, problem.kind());
        assertEquals(List.of("body"), List.copyOf(problem.fields().keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":null}", "{\"name\":\"\"}", "{\"name\":\"  \"}"})
    void whatIsMissingNullOrBlankIsDemandedAndReadAsNothing(String json) {
        body(json).demand(List.of("name"), errors);
        assertEquals(Optional.empty(), body(json).line("name", 5, errors));
        assertEquals(Map.of("name", "is required"), errors.asMap());
    }

    @Test
    void aPatchTellsWhatIsNullFromWhatIsMissing() {
        assertTrue(body("{\"name\":null}").mentions("name"));
        assertFalse(body("{}").mentions("name"));
    }

    @Test
    void textIsTrimmedAndMayHaveLines() {
        assertEquals(
                Optional.of("two\nlines"), body("{\"t\":\" two\\nlines \"}").text("t", 9, errors));
        assertTrue(errors.asMap().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"7", "true", "[\"a\"]", "{\"a\":1}", "\"123456\"", "\"a\\nb\"", "\"a\\u0000\"", "\"\\ud800\""})
    void aLineIsStorableTextOfOneLineAndNotTooLong(String value) {
        assertEquals(Optional.empty(), body("{\"name\":" + value + "}").line("name", 5, errors));
        assertFalse(errors.accepts("name"));
    }

    @Test
    void lengthsCountCharactersNotHalves() {
        assertEquals(Optional.of("😀😀"), body("{\"name\":\"😀😀\"}").line("name", 2, errors));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "1.5", "\"3\"", "true", "99999999999", "1e1"})
    void anIntegerIsWithinItsBounds(String value) {
        assertEquals(Optional.empty(), body("{\"n\":" + value + "}").integer("n", 1, 5, errors));
        assertFalse(errors.accepts("n"));
    }

    @Test
    void goodValuesAreRead() {
        JsonBody all = body("{\"n\":5,\"b\":false,\"l\":[\"a\",\"b\"],\"i\":[1,2],\"o\":{\"x\":1}}");
        assertEquals(Optional.of(5), all.integer("n", 1, 5, errors));
        assertEquals(Optional.of(false), all.flag("b", errors));
        assertEquals(Optional.of(List.of("a", "b")), all.lines("l", 2, 1, errors));
        assertEquals(Optional.of(List.of(1, 2)), all.integers("i", 2, 1, 2, errors));
        assertEquals(Optional.of(1), all.object("o", errors).orElseThrow().integer("x", 1, 1, errors));
        assertEquals(List.of("n", "b", "l", "i", "o"), List.copyOf(all.names()));
        assertTrue(errors.asMap().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "[1]", "[null]", "[\"\"]", "[\"a\",\"b\",\"c\"]", "[\"too long\"]", "{}"})
    void aListOfLinesHasGoodItemsOnly(String value) {
        body("{\"l\":" + value + "}").lines("l", 2, 5, errors);
        assertFalse(errors.accepts("l"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "[\"1\"]", "[null]", "[0]", "[1,2,3]"})
    void aListOfIntegersHasGoodItemsOnly(String value) {
        body("{\"i\":" + value + "}").integers("i", 2, 1, 5, errors);
        assertFalse(errors.accepts("i"));
    }

    @Test
    void aFlagIsTrueOrFalseAndAnObjectIsAnObject() {
        JsonBody wrong = body("{\"b\":\"true\",\"o\":[]}");
        assertEquals(Optional.empty(), wrong.flag("b", errors));
        assertEquals(Optional.empty(), wrong.object("o", errors));
        assertEquals(Map.of("b", "must be true or false", "o", "must be an object"), errors.asMap());
    }

    @Test
    void aNumberMayHaveAFraction() {
        JsonBody all = body("{\"a\":0.5,\"b\":4.0,\"c\":1e2,\"d\":null,\"e\":101,\"f\":\"1\",\"g\":1e400}");
        assertEquals(Optional.of(new BigDecimal("0.5")), all.number("a", 0, 100, errors));
        assertEquals(Optional.of(new BigDecimal("4")), all.number("b", 0, 100, errors));
        assertEquals(Optional.of(new BigDecimal("100")), all.number("c", 0, 100, errors));
        assertEquals(Optional.empty(), all.number("d", 0, 100, errors));
        assertTrue(errors.asMap().isEmpty());
        for (String field : List.of("e", "f", "g")) {
            all.number(field, 0, 100, errors);
        }
        assertEquals(Set.of("e", "f", "g"), errors.asMap().keySet());
    }
}
