package org.earshot.journey;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No text message leaves between nine in the evening and eight in the morning, whatever made it due then. */
@QuarkusTest
@Tag("W86")
class QuietNightTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final LocalTime NINE_IN_THE_EVENING = LocalTime.of(21, 0);
    private static final LocalTime EIGHT_IN_THE_MORNING = LocalTime.of(8, 0);

    private int company;
    private LocalDate tomorrow;

    @BeforeEach
    void tomorrowAtNoon() {
        company = Settings.registered("timeZone", ZONE.getId(), "reminderDays", List.of());
        tomorrow = LocalDate.ofInstant(Instant.now(), ZONE).plusDays(1);
        at(tomorrow, LocalTime.NOON);
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.failNext(0, "temporary");
        Sandbox.resetClock();
    }

    /** Sets the clock, to the second, and lets everything happen that is due then. */
    private void at(LocalDate day, LocalTime time) {
        Sandbox.resetClock();
        Sandbox.advance(
                Duration.between(Instant.now(), day.atTime(time).atZone(ZONE).toInstant()));
        Sandbox.tick();
    }

    private static String newNumber() {
        return String.format(
                Locale.ROOT, "+447700900%03d", ThreadLocalRandom.current().nextInt(1000));
    }

    private Map<String, Object> byText() {
        return Requests.fields("company", company, "type", "sms", "destination", newNumber());
    }

    private void sent(long request, boolean expected) {
        Requests.get(company, request).then().statusCode(200).body("sent", is(expected));
    }

    @Test
    void aTextMessageWaitsForTheMorningAndAMailDoesNot() {
        at(tomorrow, LocalTime.of(23, 0));
        long text = Requests.posted(byText());
        String jane = Sandbox.newAddress();
        long mail = Requests.posted(Requests.fields("company", company, "destination", jane));
        Sandbox.tick();
        sent(mail, true);
        Requests.get(company, text).then().body("sent", is(false)).body("dates.sent", nullValue());
        at(tomorrow.plusDays(1), EIGHT_IN_THE_MORNING.minusSeconds(10));
        sent(text, false);
        at(tomorrow.plusDays(1), EIGHT_IN_THE_MORNING.plusSeconds(2));
        sent(text, true);
    }

    @Test
    void byDayATextMessageLeavesAtOnce() {
        at(tomorrow, NINE_IN_THE_EVENING.minusSeconds(30));
        long text = Requests.posted(byText());
        Sandbox.tick();
        sent(text, true);
    }

    @Test
    @Tag("W26")
    void oneThatIsToBeSentAfterAMomentInTheNightWaits() {
        Map<String, Object> fields = byText();
        fields.put(
                "sendAfter",
                tomorrow.plusDays(1).atTime(3, 0).atZone(ZONE).toInstant().toString());
        long text = Requests.posted(fields);
        at(tomorrow.plusDays(1), LocalTime.of(4, 0));
        sent(text, false);
        at(tomorrow.plusDays(1), EIGHT_IN_THE_MORNING.plusSeconds(2));
        sent(text, true);
    }

    @Test
    void oneThatIsTriedAgainWaits() {
        at(tomorrow, NINE_IN_THE_EVENING.minusSeconds(20));
        Sandbox.failNext(1, "temporary");
        long text = Requests.posted(byText());
        Sandbox.tick();
        at(tomorrow, LocalTime.of(22, 0));
        at(tomorrow, LocalTime.of(23, 30));
        sent(text, false);
        at(tomorrow.plusDays(1), EIGHT_IN_THE_MORNING.plusSeconds(2));
        sent(text, true);
    }

    @Test
    void oneThatWasDueWhileTheServiceWasAwayWaits() {
        long text = Requests.posted(byText());
        at(tomorrow, LocalTime.of(22, 0));
        sent(text, false);
        at(tomorrow.plusDays(1), EIGHT_IN_THE_MORNING.plusSeconds(2));
        sent(text, true);
    }

    @Test
    @Tag("W69")
    void aCompanySwitchesThemOffAndBackOn() {
        Settings.changed(company, "quietHours", Map.of("from", "00:00", "to", "00:00"));
        at(tomorrow, LocalTime.of(23, 0));
        long text = Requests.posted(byText());
        Sandbox.tick();
        sent(text, true);
        Settings.changed(company, "quietHours", null);
        long next = Requests.posted(byText());
        Sandbox.tick();
        sent(next, false);
    }

    /** The one of the third evening is put off to the fourth morning; the one of the fourth evening is not its neighbour. */
    @Test
    @Tag("W67")
    void remindersWaitTooAndNeverFollowEachOtherWithinHours() {
        company = Settings.registered(
                "timeZone",
                ZONE.getId(),
                "reminderDays",
                List.of(1, 2, 3),
                "quietHours",
                Map.of("from", "10:00", "to", "09:00"));
        at(tomorrow.plusDays(1), LocalTime.of(9, 30));
        long text = Requests.posted(byText());
        Sandbox.tick();
        sent(text, true);
        LocalDate first = tomorrow.plusDays(1);
        // switched to a long night, so that what is due at 09:30 waits for 08:00 of the day after
        Settings.changed(company, "quietHours", Map.of("from", "09:00", "to", "08:00"));
        at(first.plusDays(1), LocalTime.of(9, 30, 5));
        reminders(text, 0);
        at(first.plusDays(2), LocalTime.of(8, 0, 5));
        reminders(text, 1);
        // the second was due an hour and a half later: too soon
        for (int hour = 9; hour < 24; hour += 3) {
            at(first.plusDays(2), LocalTime.of(hour, 45));
        }
        at(first.plusDays(3), LocalTime.of(8, 30));
        reminders(text, 1);
        at(first.plusDays(4), LocalTime.of(7, 0));
        reminders(text, 1);
        at(first.plusDays(4), LocalTime.of(8, 0, 5));
        reminders(text, 2);
    }

    private void reminders(long request, int expected) {
        assertEquals(expected, Requests.get(company, request).jsonPath().getInt("reminders"));
    }
}
