package org.earshot.activity;

import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.earshot.testing.Database;
import org.earshot.testing.Forgetting;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For how long an instance keeps what its companies set no days for. */
@QuarkusTest
@TestProfile(RetentionOfTheInstanceTest.FourWeeks.class)
@Tag("W81")
class RetentionOfTheInstanceTest {

    /** The shortest retention. */
    public static final class FourWeeks implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("earshot.retention.days", "28");
        }
    }

    private static final Duration DAYS = Duration.ofDays(28);

    @Inject
    DataSource dataSource;

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    /** How many requests and how much activity feedback of a company there are. */
    private List<Long> kept(int company) {
        return Stream.of("feedback_request", "activity_feedback")
                .map(table -> new Database(dataSource)
                        .number("select count(*) from " + table + " where company_id = ?", company))
                .toList();
    }

    private static void remember(int company) {
        Sandbox.asked(company, Sandbox.newAddress());
        Feedbacks.recorded(company);
    }

    @Test
    void aCompanyThatSetsNoDaysOfItsOwnHasThoseOfTheInstance() {
        int undecided = Settings.registered();
        int patient = Settings.registered("retentionDays", 60);
        remember(undecided);
        remember(patient);
        Sandbox.advance(DAYS.minusMinutes(5));
        Forgetting.tickUntilDone();
        assertEquals(List.of(1L, 1L), kept(undecided));

        Sandbox.advance(Duration.ofMinutes(20));
        Forgetting.tickUntilDone();
        assertEquals(List.of(0L, 0L), kept(undecided));
        assertEquals(List.of(1L, 1L), kept(patient));

        Sandbox.advance(Duration.ofDays(32));
        Forgetting.tickUntilDone();
        assertEquals(List.of(0L, 0L), kept(patient));
    }

    @Test
    @Tag("W69")
    void theSettingsStillSayThatTheCompanyChoseNone() {
        int company = Settings.registered();
        Settings.get(company)
                .then()
                .statusCode(200)
                .body("$", hasKey("retentionDays"))
                .body("retentionDays", nullValue());
        Settings.changed(company, "retentionDays", 60);
        Settings.changed(company, "retentionDays", null);
        remember(company);
        Sandbox.advance(DAYS.plusMinutes(1));
        Forgetting.tickUntilDone();
        assertEquals(List.of(0L, 0L), kept(company));
    }
}
