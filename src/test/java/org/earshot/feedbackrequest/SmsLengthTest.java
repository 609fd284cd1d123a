package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.delivery.OptOutLinks;
import org.earshot.delivery.RecipientHash;
import org.earshot.delivery.SmsSegments;
import org.earshot.feedbackrequest.PersonalMessages.Letter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What text messages cost: the two links take most of the room, so the words are few. */
@QuarkusTest
@Tag("W83")
class SmsLengthTest {

    private static final CompanyId COMPANY = new CompanyId(4711);
    private static final CompanyScope SCOPE = TrustedScopes.scheduler(COMPANY);

    @Inject
    FeedbackLinks links;

    @Inject
    OptOutLinks optOutLinks;

    @Inject
    RecipientHash hashes;

    @ParameterizedTest
    @CsvSource({
        // one segment below a short address; two below a usual one, also for a long name
        "en, https://hillside.uk,          Hillside Clinic,                          1",
        "de, https://hillside.uk,          Hillside Clinic,                          1",
        "fr, https://hillside.uk,          Clinique Alma,                            1",
        "en, https://feedback.example.com, Hillside Clinic,                          2",
        "de, https://feedback.example.com, Zahnärzte Müller & Söhne am Hohen Ufer,   2",
        "fr, https://feedback.example.com, 'Clinique générale de l''Étoile à Paris', 2",
        "de, https://feedback.hillside-clinic.example.co.uk, Gemeinschaftspraxis für Zahnheilkunde am Marktplatz, 2"
    })
    void aMessageTakesSoManySegmentsOfTheSmallAlphabet(String language, URI site, String company, int segments) {
        Letter letter = new Letter(
                "Jane",
                company,
                null,
                moved(site, links.page(links.token(COMPANY, 42, 1))),
                moved(site, optOutLinks.page(SCOPE, hashes.hashed(SCOPE, "+447700900123"))));
        for (TemplateInstance message :
                List.of(InvitationComposer.Templates.sms(letter), ReminderComposer.Templates.sms(letter))) {
            String text = message.setLocale(language).render().strip();
            assertEquals(new SmsSegments(true, segments), SmsSegments.of(text), text.length() + ": " + text);
        }
    }

    private static String moved(URI site, String page) {
        return site.resolve(URI.create(page).getPath()).toString();
    }
}
