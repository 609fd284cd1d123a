package org.earshot.company;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a company wants to ask; one immutable revision of it.
 *
 * @param name as recipients read it
 * @param industry decides which treatment types make sense (W20)
 * @param country ISO 3166-1 alpha-2, the default for national phone numbers (W17)
 * @param timeZone where "today" is decided (W21)
 * @param thresholdDays days for which a recipient is left alone after being asked; 0 switches it off (W28)
 * @param questions asked on the page, each answered 1 to 5 (W66); at least one
 * @param platformLinks where praise may also be posted: platform → link (W19)
 */
@RegisterForReflection
public record CompanySettings(
        String name,
        Industry industry,
        String country,
        ZoneId timeZone,
        int thresholdDays,
        List<String> questions,
        Map<Platform, URI> platformLinks) {

    /** What a company does, as far as feedback differs by it. */
    public enum Industry {
        HEALTHCARE,
        OTHER
    }

    /** A place outside where people can post what they think. */
    public enum Platform {
        GOOGLE,
        FACEBOOK
    }

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** The questions of a company that has not chosen its own. */
    public static final List<String> DEFAULT_QUESTIONS = List.of(
            "How satisfied were you overall?",
            "How would you rate the service you received?",
            "How likely are you to recommend us?");

    public CompanySettings {
        questions = List.copyOf(questions);
        platformLinks = Map.copyOf(platformLinks);
        require(!name.isBlank(), "a company has a name");
        require(COUNTRIES.contains(country), "country is an ISO 3166-1 alpha-2 code");
        require(thresholdDays >= 0, "the threshold is not negative");
        require(!questions.isEmpty(), "there is at least one question");
    }

    /** How long a recipient is left alone after being asked; zero when that is switched off. */
    @JsonIgnore
    public Duration threshold() {
        return Duration.ofDays(thresholdDays);
    }

    private static void require(boolean condition, String demand) {
        if (!condition) {
            throw new IllegalArgumentException("Company settings: " + demand);
        }
    }
}
