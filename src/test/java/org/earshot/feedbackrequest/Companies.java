package org.earshot.feedbackrequest;

import java.net.URI;
import java.time.ZoneId;
import java.util.Map;
import org.earshot.company.CompanySettings;
import org.earshot.company.CompanySettings.Industry;
import org.earshot.company.CompanySettings.Platform;

/** Settings of companies that tests ask as. */
final class Companies {

    private Companies() {}

    static CompanySettings with(Map<Platform, URI> links) {
        return settings(Industry.OTHER, "GB", ZoneId.of("Europe/London"), links);
    }

    static CompanySettings of(Industry industry) {
        return settings(industry, "GB", ZoneId.of("Europe/London"), Map.of());
    }

    static CompanySettings in(String country, ZoneId timeZone) {
        return settings(Industry.OTHER, country, timeZone, Map.of());
    }

    private static CompanySettings settings(
            Industry industry, String country, ZoneId timeZone, Map<Platform, URI> links) {
        return new CompanySettings(
                "Riverside", industry, country, timeZone, 28, CompanySettings.DEFAULT_QUESTIONS, links);
    }
}
