package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W43")
class PageTest {

    private final Map<String, String> complaints = new LinkedHashMap<>();

    @Test
    void theFirstPageIsAsLongAsItMayBe() {
        assertEquals(new Page(1, 100), parse(null, null));
        assertEquals(new Page(1, 100), parse(" ", ""));
        assertEquals(Map.of(), complaints);
    }

    @Test
    void aCallerChoosesPageAndSize() {
        assertEquals(new Page(3, 25), parse(" 3 ", "25"));
        assertEquals(new Page(1_000_000_000, 1), parse("1000000000", "1"));
        assertEquals(Map.of(), complaints);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "one", "1.5", "1000000001", "99999999999999999999"})
    void aBadPageIsNamed(String page) {
        parse(page, "5");
        assertEquals(Map.of("page", "must be an integer between 1 and 1000000000"), complaints);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "101"})
    void aBadLimitIsNamed(String limit) {
        parse("1", limit);
        assertEquals(Map.of("limit", "must be an integer between 1 and 100"), complaints);
    }

    @Test
    void aPageSkipsThoseBeforeItWithoutOverflow() {
        assertEquals(0, new Page(1, 100).skip());
        assertEquals(50, new Page(3, 25).skip());
        assertEquals(99_999_999_900L, new Page(1_000_000_000, 100).skip());
    }

    @Test
    void aSinglePageLeadsNowhere() {
        assertEquals("", new Page(1, 10).links("/list", 0));
        assertEquals("", new Page(1, 10).links("/list", 10));
    }

    @Test
    void eachPageLeadsToItsNeighboursAndToTheEnds() {
        assertEquals(
                "</list?limit=10&page=1>; rel=\"first\", </list?limit=10&page=2>; rel=\"next\","
                        + " </list?limit=10&page=3>; rel=\"last\"",
                new Page(1, 10).links("/list", 21));
        assertEquals(
                "</list?limit=10&page=1>; rel=\"first\", </list?limit=10&page=1>; rel=\"prev\","
                        + " </list?limit=10&page=3>; rel=\"next\", </list?limit=10&page=3>; rel=\"last\"",
                new Page(2, 10).links("/list", 21));
        assertEquals(
                "</list?limit=10&page=1>; rel=\"first\", </list?limit=10&page=2>; rel=\"prev\","
                        + " </list?limit=10&page=3>; rel=\"last\"",
                new Page(3, 10).links("/list", 21));
    }

    @Test
    void aPageBeyondTheEndLeadsBackToTheLast() {
        assertEquals(
                "</list?limit=10&page=1>; rel=\"first\", </list?limit=10&page=3>; rel=\"prev\","
                        + " </list?limit=10&page=3>; rel=\"last\"",
                new Page(9, 10).links("/list", 21));
    }

    private Page parse(String page, String limit) {
        return Page.parse(page, limit, 100, complaints::put);
    }
}
