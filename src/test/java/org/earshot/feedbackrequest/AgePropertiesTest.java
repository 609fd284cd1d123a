package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.problem.Problem;
import org.earshot.testing.Samples;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is 18 today, around the end of every February from 1900 to 2100. */
@ExtendWith(InstancioExtension.class)
@Tag("W21")
class AgePropertiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST = 1900;
    private static final int LAST = 2100;
    private static final int DAYS_AROUND = 4;
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Europe/London"),
            ZoneId.of("Pacific/Kiritimati"),
            ZoneId.of("Pacific/Pago_Pago"),
            ZoneId.of("Asia/Kathmandu"));

    /** Asks for feedback at some time of a day, where the company is; answers with the fields that are bad. */
    private static Set<String> refused(LocalDate born, LocalDate today, Samples samples) {
        ZoneId zone = samples.oneOf(ZONES);
        LocalTime time = samples.oneOf(
                LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59), LocalTime.ofSecondOfDay(samples.between(0, 86_399)));
        try {
            byte[] body = JSON.writeValueAsBytes(Map.of(
                    "company", 1,
                    "type", "email",
                    "name", "Jane Doe",
                    "destination", "jane@example.com",
                    "platform", "auto",
                    "dateOfBirth", born.toString()));
            NewFeedbackRequest.parse(
                    RequestFields.read(JSON, null, body),
                    Companies.in("GB", zone),
                    JSON,
                    today.atTime(time).atZone(zone).toInstant(),
                    Optional.empty(),
                    true);
            return Set.of();
        } catch (Problem problem) {
            return problem.fields().keySet();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoIsEighteenTodayPassesAndWhoIsADayYoungerDoesNot(@Given(Samples.Source.class) Samples samples) {
        for (int year = FIRST; year <= LAST; year++) {
            for (int day = -DAYS_AROUND; day <= DAYS_AROUND; day++) {
                LocalDate today = LocalDate.of(year + 18, 3, 1).plusDays(day);
                LocalDate youngest = today.minusYears(18);
                assertEquals(Set.of(), refused(youngest, today, samples), youngest + " on " + today);
                assertEquals(
                        Set.of("dateOfBirth"),
                        refused(youngest.plusDays(1), today, samples),
                        youngest.plusDays(1) + " on " + today);
            }
        }
    }

    @Test
    void whoIsBornOnALeapDayPassesFromTheFirstOfMarch(@Given(Samples.Source.class) Samples samples) {
        for (int year = FIRST; year <= LAST; year++) {
            int leapYear = year;
            if (!Year.isLeap(year)) {
                assertThrows(RuntimeException.class, () -> LocalDate.of(leapYear, 2, 29));
                continue;
            }
            LocalDate born = LocalDate.of(year, 2, 29);
            LocalDate adult = LocalDate.of(year + 18, 3, 1);
            assertEquals(adult, NewFeedbackRequest.adultFrom(born));
            assertEquals(Set.of("dateOfBirth"), refused(born, adult.minusDays(1), samples), born.toString());
            assertEquals(Set.of(), refused(born, adult, samples), born.toString());
        }
    }

    @Test
    void nobodyTurnsEighteenBeforeSomebodyOlder() {
        LocalDate before = NewFeedbackRequest.adultFrom(LocalDate.of(FIRST, 1, 1));
        for (LocalDate born = LocalDate.of(FIRST, 1, 2); born.getYear() <= LAST; born = born.plusDays(1)) {
            LocalDate adult = NewFeedbackRequest.adultFrom(born);
            assertFalse(adult.isBefore(before), "born on " + born);
            assertFalse(adult.isAfter(before.plusDays(2)), "born on " + born);
            before = adult;
        }
    }
}
