package org.earshot.testing;

import java.util.List;
import java.util.Map;
import org.earshot.company.QuietHours;
import org.jspecify.annotations.Nullable;

/** Companies of a test's own, next to the two of the sandbox. Like those, they have no quiet hours: tests run at night. */
public final class Tenants {

    /** Companies that are registered without a number, and those of tests that choose one, have lower ones. */
    private static final int ABOVE_OTHERS = 10_000;

    private Tenants() {}

    /** A company like any other, with no link to a platform; answers with its number. */
    public static int plain() {
        return with();
    }

    /** A company like any other that leaves people alone for so many days; answers with its number. */
    public static int withThreshold(int days) {
        return with("thresholdDays", days);
    }

    /** A company that reminds people on these days, and leaves them alone for so many; answers with its number. */
    public static int reminding(int thresholdDays, List<Integer> reminderDays) {
        return with("thresholdDays", thresholdDays, "reminderDays", reminderDays);
    }

    /** A company whose days begin in this time zone, with these quiet hours; answers with its number. */
    public static int quiet(String timeZone, QuietHours hours) {
        return with("timeZone", timeZone, "quietHours", times(hours));
    }

    /** A company with these settings, by name and value in turn; answers with its number, which is in its namespace. */
    public static int with(@Nullable Object... namesAndValues) {
        long id = ABOVE_OTHERS + Database.ofService().number("select nextval('company_id')");
        Map<String, Object> fields =
                Settings.company("id", id, "namespace", "tenant-" + id, "quietHours", times(QuietHours.NONE));
        return Settings.registered(Requests.changed(fields, namesAndValues));
    }

    private static Map<String, String> times(QuietHours hours) {
        return Map.of("from", hours.from().toString(), "to", hours.to().toString());
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
