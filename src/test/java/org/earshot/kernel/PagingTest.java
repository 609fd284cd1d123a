package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("A24")
class PagingTest {

    @ParameterizedTest
    @CsvSource({"0, 25, 0", "1, 25, 1", "25, 25, 1", "26, 25, 2", "100, 1, 100", "10000000000, 100, 100000000"})
    void theLastPageMayHoldFewer(long total, int size, long pages) {
        assertEquals(new Paging(total, 3, size, pages), Paging.of(new Page(3, size), total));
    }
}
