package org.earshot.testing;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.access.CompanyId;
import org.earshot.company.CompanySettings;
import org.earshot.company.CompanySettings.Industry;
import org.earshot.company.CompanySettings.Platform;
import org.earshot.company.QuietHours;
import org.earshot.company.RegisterCompany;

/** Companies of a test's own, next to the two of the sandbox. Like those, they have no quiet hours: tests run at night. */
public final class Tenants {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final AtomicInteger LAST = new AtomicInteger(1000);

    private Tenants() {}

    /** A company like any other, with no link to a platform; answers with its number. */
    public static int plain(RegisterCompany register) {
        return register(register, "Hillside", CompanySettings.DEFAULT_QUESTIONS, Map.of());
    }

    /** A company like any other that leaves people alone for so many days; answers with its number. */
    public static int withThreshold(RegisterCompany register, int days) {
        return reminding(register, days, CompanySettings.DEFAULT_REMINDER_DAYS);
    }

    /** A company that reminds people on these days, and leaves them alone for so many; answers with its number. */
    public static int reminding(RegisterCompany register, int thresholdDays, List<Integer> reminderDays) {
        return register(
                register,
                new CompanySettings(
                        "Hillside",
                        Industry.OTHER,
                        "GB",
                        ZoneId.of("Europe/London"),
                        thresholdDays,
                        CompanySettings.DEFAULT_QUESTIONS,
                        Map.of(),
                        reminderDays,
                        CompanySettings.DEFAULT_LANGUAGES,
                        null,
                        null,
                        List.of(),
                        QuietHours.NONE));
    }

    /** A company whose days begin in this time zone, with these quiet hours; answers with its number. */
    public static int quiet(RegisterCompany register, String timeZone, QuietHours hours) {
        return register(
                register,
                new CompanySettings(
                                "Hillside",
                                Industry.OTHER,
                                "GB",
                                ZoneId.of(timeZone),
                                28,
                                CompanySettings.DEFAULT_QUESTIONS,
                                Map.of())
                        .withQuietHours(hours));
    }

    /** A company of this name, questions and links; answers with its number. */
    public static int register(
            RegisterCompany register, String name, List<String> questions, Map<Platform, URI> links) {
        return register(
                register,
                new CompanySettings(name, Industry.OTHER, "GB", ZoneId.of("Europe/London"), 28, questions, links)
                        .withQuietHours(QuietHours.NONE));
    }

    private static int register(RegisterCompany register, CompanySettings settings) {
        int id = LAST.incrementAndGet();
        register.registerIfAbsent(new CompanyId(id), "tenant-" + id, settings)
                .await()
                .atMost(PATIENCE);
        return id;
    }

    /** Puts a new revision of a company's settings in force, in which one member is another. */
    public static void change(Database database, int company, String member, String json) {
        database.run("""
                insert into company_settings (company_id, revision, document, created_at)
                select company_id, revision + 1, jsonb_set(document, array[?], ?::jsonb), created_at
                from company_settings where company_id = ? order by revision desc limit 1
                """, member, json, (long) company);
    }
}
