package org.earshot.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.earshot.kernel.ObjectId;
import org.earshot.kernel.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListQueryTest {

    private static final List<String> FIELDS = List.of("createdAt", "rep");
    private static final SortOrder NEWEST_FIRST = new SortOrder("createdAt", false);

    private static ListQuery query(String text) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        for (String part : text.split("&")) {
            String[] nameAndValue = part.split("=", 2);
            parameters.add(
                    URLDecoder.decode(nameAndValue[0], StandardCharsets.UTF_8),
                    nameAndValue.length < 2 ? "" : URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
        }
        return ListQuery.of(parameters);
    }

    private static void assertRefused(ListQuery query, String parameter) {
        Problem problem = assertThrows(Problem.class, query::throwIfAny);
        assertEquals(Problem.Kind.MALFORMED, problem.kind());
        assertEquals(List.of(parameter), List.copyOf(problem.fields().keySet()));
    }

    @Test
    @Tag("A22")
    void aPageHas25ItemsUnlessAskedOtherwise() {
        assertEquals(new Page(1, 25), query("").page());
        assertEquals(new Page(3, 100), query("page=3&per_page=100").page());
        assertEquals(new Page(1, 25), query("page=&per_page=null").page());
    }

    @Test
    @Tag("A26")
    void aDayIsWrittenWithYearMonthAndDay() {
        assertEquals(
                Optional.of(LocalDate.of(2032, 2, 29)), query("d=2032-02-29").day("d"));
        assertEquals(Optional.empty(), query("d=").day("d"));
        assertEquals(Optional.empty(), query("d=null").day("d"));
        for (String bad : List.of("d=2031-02-29", "d=2031-2-28", "d=20310228", "d=today", "d=2031-02-28T00:00:00Z")) {
            ListQuery query = query(bad);
            assertEquals(Optional.empty(), query.day("d"));
            assertRefused(query, "d");
        }
    }

    @ParameterizedTest
    @Tag("A22")
    @ValueSource(
            strings = {
                "page=0",
                "page=-1",
                "page=one",
                "page=1.5",
                "page=99999999999",
                "per_page=0",
                "per_page=101",
                "per_page=ten"
            })
    void aPageThatCannotBeIsRefused(String text) {
        ListQuery query = query(text);
        query.page();
        assertRefused(query, text.substring(0, text.indexOf('=')));
    }

    @ParameterizedTest
    @Tag("A22")
    @ValueSource(
            strings = {
                "n=a&n=b",
                "n[]=a&n[]=b",
                "n%5B%5D=a&n=b",
                "n=a,b",
                "n=a,%20b,,a",
                "n[]=a,b",
                "n=[\"a\",\"b\"]",
                "n=[\"a\"]&n=[\"b\",null]",
                "n=a&n=&n=null&n=b"
            })
    void aListIsUnderstoodInEverySpelling(String text) {
        ListQuery query = query(text);
        assertEquals(List.of("a", "b"), query.several("n").stream().sorted().toList());
        query.throwIfAny();
    }

    @ParameterizedTest
    @Tag("A22")
    @ValueSource(strings = {"", "n=", "n[]=", "n=null", "n=%20", "n=,", "n=[]"})
    void anEmptyListIsNoneAtAll(String text) {
        assertEquals(List.of(), query(text).several("n"));
        assertEquals(
                Optional.empty(),
                text.equals("n=,") || text.equals("n=[]")
                        ? Optional.empty()
                        : query(text).one("n"));
    }

    @Test
    @Tag("A22")
    void whatIsNoListIsRefused() {
        ListQuery query = query("n=[\"a\"");
        query.several("n");
        assertRefused(query, "n");
    }

    @Test
    @Tag("A22")
    void whatCannotBeStoredIsRefused() {
        ListQuery query = query("rep=a%00");
        assertEquals(Optional.empty(), query.one("rep"));
        assertRefused(query, "rep");
    }

    @Test
    @Tag("A22")
    void anIntegerHasBounds() {
        assertEquals(OptionalInt.of(10), query("n=10").integer("n", 0, 10));
        assertEquals(OptionalInt.of(0), query("n=0").integer("n", 0, 10));
        assertEquals(OptionalInt.empty(), query("").integer("n", 0, 10));
        ListQuery query = query("n=11");
        query.integer("n", 0, 10);
        assertRefused(query, "n");
    }

    @Test
    void aFlagIsTrueOrFalse() {
        assertEquals(Optional.of(true), query("n=true").flag("n"));
        ListQuery query = query("n=yes");
        query.flag("n");
        assertRefused(query, "n");
    }

    @ParameterizedTest
    @Tag("A23")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x=y                                               | createdAt | false",
                "sort=                                             | createdAt | false",
                "sort=rep                                          | rep       | true",
                "sort=-rep                                         | rep       | false",
                "sort=rep:desc                                     | rep       | false",
                "sort=rep:ASC                                      | rep       | true",
                "sort=rep&sortPageOrder=dsc                        | rep       | false",
                "sort=createdAt&sortPageOrder=asc                  | createdAt | true",
                "sortBy=[{\"field\":\"rep\",\"type\":\"desc\"}]    | rep       | false",
                "sortBy=[{\"field\":\"rep\"}]&sort=-createdAt      | rep       | true",
            })
    void anOrderIsUnderstoodInEverySpelling(String text, String field, boolean ascending) {
        ListQuery query = query(text);
        assertEquals(new SortOrder(field, ascending), query.sort(FIELDS, NEWEST_FIRST));
        query.throwIfAny();
    }

    @ParameterizedTest
    @Tag("A23")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "sort=password                                       | sort",
                "sort=-                                              | sort",
                "sort=rep:up                                         | sort",
                "sort=rep&sortPageOrder=up                           | sortPageOrder",
                "sortBy=rep                                          | sortBy",
                "sortBy=[{\"field\":\"password\"}]                   | sortBy",
                "sortBy=[{\"field\":\"rep\",\"type\":\"up\"}]        | sortBy",
                "sortBy=[]                                           | sortBy",
            })
    void anOrderThatCannotBeIsRefused(String text, String parameter) {
        ListQuery query = query(text);
        query.sort(FIELDS, NEWEST_FIRST);
        assertRefused(query, parameter);
    }

    @Test
    @Tag("A5")
    void whatIsNoNameOfOursNamesNothing() {
        String name = "697dbd2800000000000004d2";
        assertEquals(Optional.empty(), query("_id=").ids("_id"));
        assertEquals(Optional.of(List.of()), query("_id=visit").ids("_id"));
        assertEquals(
                ObjectId.parse(name).map(List::of), query("_id=visit," + name).ids("_id"));
    }
}
