package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.earshot.problem.Problem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of bulk calls are cut into the same rows, in whatever pieces they arrive. */
@Tag("W76")
class BulkRowsTest {

    private static final long LONGEST_BODY = 1_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Each row as the name that it holds, or as what is wrong with it. */
    private static List<String> read(BulkRows rows, byte[] body, int pieces) {
        List<String> read = new ArrayList<>();
        for (int start = 0; start < body.length; start += pieces) {
            byte[] piece = Arrays.copyOfRange(body, start, Math.min(start + pieces, body.length));
            if (!rows.accepts(piece.length)) {
                break;
            }
            rows.next(piece).forEach(row -> read.add(told(row)));
        }
        rows.end().forEach(row -> read.add(told(row)));
        return read;
    }

    private static String told(BulkRow row) {
        try {
            return row.number() + " " + row.source().get().raw("name").orElse("-");
        } catch (Problem e) {
            return row.number() + " " + e.kind() + " " + e.fields();
        }
    }

    private static List<String> array(String body) {
        List<String> whole = read(new JsonArrayRows(JSON, LONGEST_BODY), bytes(body), Integer.MAX_VALUE / 2);
        assertEquals(whole, read(new JsonArrayRows(JSON, LONGEST_BODY), bytes(body), 1), "byte by byte");
        return whole;
    }

    private static List<String> lines(String body) {
        List<String> whole = read(new JsonLineRows(JSON, LONGEST_BODY), bytes(body), Integer.MAX_VALUE / 2);
        assertEquals(whole, read(new JsonLineRows(JSON, LONGEST_BODY), bytes(body), 1), "byte by byte");
        return whole;
    }

    private static List<String> csv(String body) {
        List<String> whole = read(new CsvRows(LONGEST_BODY), bytes(body), Integer.MAX_VALUE / 2);
        assertEquals(whole, read(new CsvRows(LONGEST_BODY), bytes(body), 1), "byte by byte");
        return whole;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String bad(int row, String reason) {
        return row + " INVALID {body=" + reason + "}";
    }

    @Test
    void anArrayIsCutIntoItsElements() {
        assertEquals(List.of("1 A", "2 Zoë"), array("[{\"name\":\"A\"},{\"name\":\"Zoë\"}]"));
        assertEquals(List.of("1 A", "2 B"), array("\uFEFF \r\n[\n {\"name\":\"A\"} ,\n\t{\"name\":\"B\"}\n]\n "));
        assertEquals(List.of("1 a]},{\"\\[", "2 -"), array("[{\"name\":\"a]},{\\\"\\\\[\"},{\"x\":[{\"y\":[1,{}]}]}]"));
    }

    @Test
    void anElementThatIsBrokenTakesNoOtherWithIt() {
        assertEquals(
                List.of(
                        "1 A",
                        bad(2, "is not valid JSON"),
                        bad(3, "must be a JSON object"),
                        bad(4, "must be a JSON object"),
                        bad(5, "must be a JSON object"),
                        bad(6, "must be a JSON object"),
                        "7 B"),
                array("[{\"name\":\"A\"},{\"name\":},5,\"x,]\",[{}], nul ,{\"name\":\"B\"}]"));
    }

    @Test
    void anArrayThatBreaksSaysWhereAndKeepsWhatCameBefore() {
        String rest = "; nothing from there on was taken";
        assertEquals(
                List.of("1 A", bad(2, "is no JSON array from byte 15 on" + rest)),
                array("[{\"name\":\"A\"} {\"name\":\"B\"}]"));
        assertEquals(List.of("1 A", bad(2, "is no JSON array from byte 15 on" + rest)), array("[{\"name\":\"A\"},]"));
        assertEquals(List.of("1 A", bad(2, "is no JSON array from byte 15 on" + rest)), array("[{\"name\":\"A\"}],"));
        assertEquals(
                List.of(bad(1, "must be a JSON object"), bad(2, "is no JSON array from byte 3 on" + rest)),
                array("[5},{\"name\":\"B\"}]"));
        String open = "is a JSON array that does not end; what came after the last whole row was not taken";
        for (String end : List.of("", ",", ", {\"name\":\"B\"", ",{\"name\":\"B}]", ",5")) {
            assertEquals(List.of("1 A", bad(2, open)), array("[{\"name\":\"A\"}" + end), end);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "[ ]", "[", "{}", "{\"name\":\"A\"}", "x", "[,]", "]", "null"})
    void anArrayWithoutRowsIsRefusedAsAWhole(String body) {
        assertThrows(Problem.class, () -> array(body));
    }

    @Test
    void linesAreCutAtTheirEnds() {
        assertEquals(
                List.of("1 A", "2 B", "3 C"),
                lines("\uFEFF{\"name\":\"A\"}\n\r\n  \n{\"name\":\"B\"}\r\n {\"name\":\"C\"}"));
        assertEquals(
                List.of("1 A", bad(2, "is not valid JSON"), bad(3, "must be a JSON object"), "4 B"),
                lines("{\"name\":\"A\"}\n{\"name\":\n[{}]\n{\"name\":\"B\"}\n"));
        for (String empty : List.of("", "\n", " \r\n\n")) {
            assertThrows(Problem.class, () -> lines(empty));
        }
    }

    @Test
    void valuesStandBelowTheirHeader() {
        assertEquals(
                List.of("1 A", "2 Zoë, \"the\" first\nof two", "3 ", "4 5\" pipe", "5 last").stream()
                        .map(row -> row.equals("3 ") ? "3 -" : row)
                        .toList(),
                csv(
                        "\uFEFFtype, name \r\nemail,A\r\n\nemail,\"Zoë, \"\"the\"\" first\nof two\"\rsms,\nsms,5\" pipe\nsms,last"));
    }

    @Test
    void aRowOfAnotherLengthOrWithBadQuotesIsABadRow() {
        assertEquals(
                List.of(
                        bad(1, "has 1 values where the header has 2 columns"),
                        bad(2, "has 3 values where the header has 2 columns"),
                        bad(3, "is not valid CSV"),
                        "4 B",
                        bad(5, "is not valid CSV")),
                csv("type,name\nA\na,b,c\n\"a\"b,c\nemail,B\nemail,\"open\nemail,C\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "type,name", "type,name\n", "name,name\nA,B", "\"name\nA,B"})
    void aTableWithoutRowsOrWithABadHeaderIsRefusedAsAWhole(String body) {
        assertThrows(Problem.class, () -> csv(body));
    }

    @Test
    void whatIsNotUtf8IsABadRow() {
        byte[] body = "{\"name\":\"caf\u00e9\"}\n{\"name\":\"B\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                List.of(bad(1, "is not UTF-8"), "2 B"), read(new JsonLineRows(JSON, LONGEST_BODY), body, body.length));
    }

    @Test
    void aRowThatIsTooLongIsABadRow() {
        String longest = "{\"name\":\"" + "x".repeat(BulkRows.LONGEST_ROW - 11) + "\"}";
        String tooLong = longest.replace("\"}", "x\"}");
        String reason = "is longer than 65536 bytes";
        assertTrue(lines(longest).get(0).startsWith("1 xxx"));
        assertEquals(List.of(bad(1, reason), "2 B"), lines(tooLong + "\n{\"name\":\"B\"}"));
        assertEquals(List.of(bad(1, reason), "2 B"), array("[" + tooLong + ",{\"name\":\"B\"}]"));
        assertEquals(List.of(bad(1, reason), "2 B"), csv("name\n" + tooLong + "\nB"));
    }

    @Test
    void rowsBeyondTheTenThousandthAreRefusedTogether() {
        List<String> rows = lines("{}\n".repeat(10_003));
        assertEquals(10_001, rows.size());
        assertEquals(
                bad(10_001, "has more than 10000 rows; this one and all after it were not taken"), rows.get(10_000));
        assertEquals(10_000, lines("{}\n".repeat(10_000)).size());
        assertEquals(10_000, array("[" + "{},".repeat(9_999) + "{}]").size());
        assertEquals(10_001, array("[" + "{},".repeat(10_005) + "{}]").size());
        assertEquals(10_001, csv("name\n" + "A\n".repeat(10_005)).size());
    }

    @Test
    void aBodyThatIsTooLongIsReadAsFarAsItMayBe() {
        byte[] body = bytes("{\"name\":\"A\"}\n{\"name\":\"B\"}\n{\"name\":\"C\"}\n");
        assertEquals(
                List.of("1 A", "2 B", bad(3, "is longer than 30 bytes")), read(new JsonLineRows(JSON, 30), body, 13));
    }

    @Test
    void whatIsHeldOfARowWhenTheConnectionBreaksIsForgotten() {
        BulkRows rows = new CsvRows(LONGEST_BODY);
        rows.next(bytes("name,destination\nA,a@example.com\nB,b@example.co"));
        rows.abandon();
        assertEquals(List.of(), rows.end());
    }

    @Test
    void nobodyHoldsMoreThanARow() {
        BulkRows rows = new JsonLineRows(JSON, Long.MAX_VALUE);
        byte[] piece = bytes("x".repeat(64 * 1024));
        IntStream.range(0, 1000).forEach(i -> assertEquals(List.of(), rows.next(piece)));
        assertEquals(1, rows.end().size());
    }
}
