package org.earshot.sandbox;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.ZoneId;
import java.util.Map;
import org.earshot.access.CompanyId;
import org.earshot.company.CompanySettings;
import org.earshot.company.CompanySettings.Industry;
import org.earshot.company.CompanySettings.Platform;
import org.earshot.company.QuietHours;
import org.earshot.company.RegisterCompany;

/** The two companies that the sandbox starts with. */
@Singleton
class DemoCompanies {

    private final RegisterCompany registerCompany;

    DemoCompanies(RegisterCompany registerCompany) {
        this.registerCompany = registerCompany;
    }

    /** Registers them, unless they are there already. */
    Uni<Void> seed() {
        return registerCompany
                .registerIfAbsent(
                        new CompanyId(1), "riverside", settings("Riverside Dental", Industry.HEALTHCARE, "riverside"))
                .chain(() -> registerCompany.registerIfAbsent(
                        new CompanyId(2), "harbour", settings("Harbour Stores", Industry.OTHER, "harbour")));
    }

    /** Without quiet hours: who tries a text message at night is not to wait until the morning. */
    private static CompanySettings settings(String name, Industry industry, String place) {
        return new CompanySettings(
                        name,
                        industry,
                        "GB",
                        ZoneId.of("Europe/London"),
                        28,
                        CompanySettings.DEFAULT_QUESTIONS,
                        Map.of(Platform.GOOGLE, URI.create("https://g.page/r/" + place + "/review")))
                .withQuietHours(QuietHours.NONE);
    }
}
