package org.earshot.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("W86")
class QuietHoursTest {

    private static final Duration STEP = Duration.ofMinutes(30);

    /** Over midnight and within a day; with ends that clocks jump over, or show twice, in one zone or another. */
    private static final List<String> WINDOWS = List.of(
            "21:00-08:00",
            "22:30-02:30",
            "23:45-01:15",
            "00:00-06:00",
            "02:15-02:45",
            "01:30-07:00",
            "20:00-00:30",
            "12:00-13:00",
            "08:00-07:30",
            "00:00-23:59",
            "23:59-23:58");

    private static QuietHours hours(String window) {
        String[] ends = window.split("-", 2);
        return new QuietHours(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
    }

    private static Optional<Instant> end(String window, String now, String zone) {
        return hours(window).endAfter(Instant.parse(now), ZoneId.of(zone));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T20:59:59.999999Z,",
        "2026-01-31T21:00:00Z, 2026-02-01T08:00:00Z",
        "2026-01-31T23:59:59Z, 2026-02-01T08:00:00Z",
        "2026-02-01T00:00:00Z, 2026-02-01T08:00:00Z",
        "2026-02-01T07:59:59.999999Z, 2026-02-01T08:00:00Z",
        "2026-02-01T08:00:00Z,",
        "2026-02-01T12:00:00Z,"
    })
    void theFirstTimeIsQuietAndTheLastIsNot(String now, String end) {
        assertEquals(Optional.ofNullable(end).map(Instant::parse), end("21:00-08:00", now, "UTC"));
    }

    @Test
    void equalTimesAreNoQuietHours() {
        for (String window : List.of("00:00-00:00", "21:00-21:00")) {
            for (String now : List.of("2026-01-31T00:00:00Z", "2026-01-31T12:00:00Z", "2026-01-31T21:00:00Z")) {
                assertEquals(Optional.empty(), end(window, now, "UTC"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // eight in the morning is eight, in the short night and in the long one
        "21:00-08:00, Europe/London, 2026-03-28T21:00:00Z, 2026-03-29T07:00:00Z",
        "21:00-08:00, Europe/London, 2026-10-24T20:00:00Z, 2026-10-25T08:00:00Z",
        // 01:30 does not exist: the clock goes from 01:00 to 02:00
        "21:00-01:30, Europe/London, 2026-03-28T22:00:00Z, 2026-03-29T01:00:00Z",
        "01:30-08:00, Europe/London, 2026-03-29T00:59:59Z,",
        "01:30-08:00, Europe/London, 2026-03-29T01:00:00Z, 2026-03-29T07:00:00Z",
        "01:15-01:45, Europe/London, 2026-03-29T01:00:00Z,",
        // 01:30 comes twice: at 00:30 and at 01:30 UTC
        "21:00-01:30, Europe/London, 2026-10-25T00:29:59Z, 2026-10-25T01:30:00Z",
        "21:00-01:30, Europe/London, 2026-10-25T00:45:00Z, 2026-10-25T01:30:00Z",
        "21:00-01:30, Europe/London, 2026-10-25T01:30:00Z,",
        "01:30-08:00, Europe/London, 2026-10-25T00:29:59Z,",
        "01:30-08:00, Europe/London, 2026-10-25T00:30:00Z, 2026-10-25T08:00:00Z",
        "01:30-08:00, Europe/London, 2026-10-25T01:15:00Z, 2026-10-25T08:00:00Z",
        // half an hour
        "21:00-02:15, Australia/Lord_Howe, 2026-10-03T12:00:00Z, 2026-10-03T15:30:00Z",
        "21:00-01:45, Australia/Lord_Howe, 2026-04-04T14:40:00Z, 2026-04-04T15:15:00Z",
        // midnight does not exist
        "00:00-06:00, America/Sao_Paulo, 2018-11-04T02:59:59Z,",
        "00:00-06:00, America/Sao_Paulo, 2018-11-04T03:00:00Z, 2018-11-04T08:00:00Z",
        "21:00-00:00, America/Sao_Paulo, 2018-11-04T02:00:00Z, 2018-11-04T03:00:00Z",
        // midnight comes twice
        "21:00-00:00, America/Sao_Paulo, 2018-02-18T01:30:00Z, 2018-02-18T03:00:00Z",
        // 30 December 2011 does not exist: one night's hours are followed by the next's
        "21:00-08:00, Pacific/Apia, 2011-12-30T08:00:00Z, 2011-12-30T18:00:00Z"
    })
    void theyAreThoseOfTheClockOnTheWall(String window, String zone, String now, String end) {
        assertEquals(Optional.ofNullable(end).map(Instant::parse), end(window, now, zone));
    }

    static Stream<Arguments> zonesAndYears() {
        return Stream.of(
                Arguments.of("UTC", 2026),
                Arguments.of("Europe/London", 2026),
                Arguments.of("Europe/Dublin", 2026),
                Arguments.of("America/New_York", 2026),
                Arguments.of("America/St_Johns", 1988), // two hours
                Arguments.of("America/St_Johns", 2006), // at one minute past midnight
                Arguments.of("America/Sao_Paulo", 2018), // at midnight
                Arguments.of("America/Havana", 2026),
                Arguments.of("Africa/Casablanca", 2026), // back and forth around Ramadan
                Arguments.of("Asia/Kathmandu", 2026),
                Arguments.of("Asia/Tehran", 2021),
                Arguments.of("Asia/Gaza", 2026),
                Arguments.of("Asia/Pyongyang", 2015),
                Arguments.of("Australia/Lord_Howe", 2026), // half an hour
                Arguments.of("Antarctica/Troll", 2026), // two hours
                Arguments.of("Pacific/Chatham", 2026),
                Arguments.of("Pacific/Kiritimati", 1994), // a day is left out
                Arguments.of("Pacific/Apia", 2011)); // so it is here
    }

    /** What must hold of every zone, year and window: every half hour, and around every change of the clocks by the minute. */
    @ParameterizedTest
    @MethodSource("zonesAndYears")
    void nobodyIsWokenAndNobodyWaitsForLonger(String name, int year) {
        ZoneId zone = ZoneId.of(name);
        Instant first =
                ZonedDateTime.of(LocalDateTime.of(year, 1, 1, 0, 0), zone).toInstant();
        Instant last =
                ZonedDateTime.of(LocalDateTime.of(year + 1, 1, 1, 0, 0), zone).toInstant();
        for (String window : WINDOWS) {
            for (Instant at = first; at.isBefore(last); at = at.plus(STEP)) {
                check(window, at, zone);
            }
            ZoneOffsetTransition change = zone.getRules().nextTransition(first);
            while (change != null && change.getInstant().isBefore(last)) {
                for (int minute = -180; minute <= 180; minute++) {
                    check(window, change.getInstant().plus(Duration.ofMinutes(minute)), zone);
                }
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
    }

    private static void check(String window, Instant at, ZoneId zone) {
        QuietHours hours = hours(window);
        Optional<Instant> end = hours.endAfter(at, zone);
        if (end.isEmpty()) {
            assertTrue(!shownWithin(hours, at, zone), () -> window + " " + at + " " + zone + " would wake somebody");
            return;
        }
        Instant over = end.get();
        assertTrue(over.isAfter(at), () -> window + " " + at + " " + zone);
        assertTrue(!shownWithin(hours, over, zone), () -> window + " " + over + " " + zone + " is no end");
        assertEquals(Optional.empty(), hours.endAfter(over, zone), () -> window + " " + over + " " + zone);
        assertEquals(end, hours.endAfter(over.minusNanos(1), zone), () -> window + " " + over + " " + zone);
        assertTrue(
                shownWithin(hours, at, zone) || shownTwice(at, zone.getRules()),
                () -> window + " " + at + " " + zone + " waits for no reason");
    }

    private static boolean shownWithin(QuietHours hours, Instant at, ZoneId zone) {
        LocalTime wall = at.atZone(zone).toLocalTime();
        boolean begun = !wall.isBefore(hours.from());
        boolean over = !wall.isBefore(hours.to());
        return hours.from().isBefore(hours.to()) ? begun && !over : begun || !over;
    }

    /** Whether it is one of the hours around the putting back of the clocks that they show twice. */
    private static boolean shownTwice(Instant at, ZoneRules rules) {
        ZoneOffsetTransition around = rules.nextTransition(at.minus(Duration.ofHours(25)));
        while (around != null && around.getInstant().isBefore(at.plus(Duration.ofHours(25)))) {
            if (around.isOverlap()
                    && Duration.between(around.getInstant(), at)
                                    .abs()
                                    .compareTo(around.getDuration().abs())
                            <= 0) {
                return true;
            }
            around = rules.nextTransition(around.getInstant());
        }
        return false;
    }
}
