package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W26")
class SendAfterTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T09:30:00Z,        2026-01-31T09:30:00Z",
        "2026-01-31t09:30:00z,        2026-01-31T09:30:00Z",
        "2026-01-31T09:30Z,           2026-01-31T09:30:00Z",
        "2026-01-31T09:30:00+02:00,   2026-01-31T07:30:00Z",
        "2026-01-31T09:30-05:30,      2026-01-31T15:00:00Z",
        "2026-01-31T09:30:00.250Z,    2026-01-31T09:30:00.250Z",
        "2026-01-31T09:30:00.123456+00:00, 2026-01-31T09:30:00.123456Z",
        "2026-01-31T09:30:00,         2026-01-31T09:30:00Z",
        "2026-01-31T09:30,            2026-01-31T09:30:00Z",
        "2026-01-31 09:30:00,         2026-01-31T09:30:00Z",
        "2026-01-31 09:30,            2026-01-31T09:30:00Z",
        "2026-01-31,                  2026-01-31T00:00:00Z",
        "2028-02-29,                  2028-02-29T00:00:00Z",
        "1769851800,                  2026-01-31T09:30:00Z",
        "1769851800250,               2026-01-31T09:30:00.250Z",
        "0,                           1970-01-01T00:00:00Z"
    })
    void everySpellingIsRead(String text, Instant time) {
        assertEquals(Optional.of(time), SendAfter.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomorrow",
                "2026-13-01",
                "2026-02-29",
                "2026-02-30T09:30:00Z",
                "2026-1-31",
                "31.01.2026",
                "2026-01-31T24:00:00Z",
                "2026-01-31T25:00:00Z",
                "2026-01-31T09:60:00Z",
                "2026-01-31T09:30:00+25:00",
                "2026-01-31T09",
                "2026-01-3109:30",
                "2026-01-31T 09:30",
                "2026-01-31T09:30:00Z and more",
                "2026-01-31T09:30:00X",
                "+12026-01-31T09:30:00Z",
                "-2026-01-31T09:30:00Z",
                "-1769851800",
                "1769851800.5",
                "17698518002501",
                "٢٠٢٦-٠١-٣١",
                "٠١٢٣",
                "null",
                "[]"
            })
    void garbageIsNoTime(String text) {
        assertEquals(Optional.empty(), SendAfter.parse(text));
    }
}
