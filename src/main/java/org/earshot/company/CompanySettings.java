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
import org.jspecify.annotations.Nullable;

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
 * @param reminderDays days after the sending on which a reminder goes, ascending; none if empty (W67)
 * @param languages ISO 639-1 codes of the languages that people are addressed in, the preferred one first
 * @param senderName whom messages come from; null for the company's name
 * @param retentionDays days after which a request and its review, and activity feedback, are deleted; null
 *     for the instance's own ({@code earshot.retention.days})
 * @param blockedWords words that no review should contain; one that does is flagged for the moderators
 * @param quietHours when no text message leaves (W86)
 */
@RegisterForReflection
public record CompanySettings(
        String name,
        Industry industry,
        String country,
        ZoneId timeZone,
        int thresholdDays,
        List<String> questions,
        Map<Platform, URI> platformLinks,
        List<Integer> reminderDays,
        List<String> languages,
        @Nullable String senderName,
        @Nullable Integer retentionDays,
        List<String> blockedWords,
        QuietHours quietHours) {

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

    static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** How long a company that has not chosen leaves people alone. */
    public static final int DEFAULT_THRESHOLD_DAYS = 28;

    /** The questions of a company that has not chosen its own. */
    public static final List<String> DEFAULT_QUESTIONS = List.of(
            "How satisfied were you overall?",
            "How would you rate the service you received?",
            "How likely are you to recommend us?");

    /** When a company that has not chosen reminds people. */
    public static final List<Integer> DEFAULT_REMINDER_DAYS = List.of(3, 7);

    /** What a company that has not chosen speaks. */
    public static final List<String> DEFAULT_LANGUAGES = List.of("en");

    public CompanySettings {
        questions = List.copyOf(questions);
        platformLinks = Map.copyOf(platformLinks);
        // revisions that are older than these settings do not tell them
        reminderDays = List.copyOf(orElse(reminderDays, DEFAULT_REMINDER_DAYS));
        languages = List.copyOf(orElse(languages, DEFAULT_LANGUAGES));
        blockedWords = List.copyOf(orElse(blockedWords, List.of()));
        quietHours = orElse(quietHours, QuietHours.DEFAULT);
        require(!name.isBlank(), "a company has a name");
        require(COUNTRIES.contains(country), "country is an ISO 3166-1 alpha-2 code");
        require(thresholdDays >= 0, "the threshold is not negative");
        require(!questions.isEmpty(), "there is at least one question");
        require(!languages.isEmpty(), "there is at least one language");
        require(retentionDays == null || retentionDays > 0, "retention is at least a day");
    }

    /** Settings of a company that has chosen no more than these. */
    public CompanySettings(
            String name,
            Industry industry,
            String country,
            ZoneId timeZone,
            int thresholdDays,
            List<String> questions,
            Map<Platform, URI> platformLinks) {
        this(
                name,
                industry,
                country,
                timeZone,
                thresholdDays,
                questions,
                platformLinks,
                DEFAULT_REMINDER_DAYS,
                DEFAULT_LANGUAGES,
                null,
                null,
                List.of(),
                QuietHours.DEFAULT);
    }

    /** These settings with other quiet hours. */
    public CompanySettings withQuietHours(QuietHours others) {
        return new CompanySettings(
                name,
                industry,
                country,
                timeZone,
                thresholdDays,
                questions,
                platformLinks,
                reminderDays,
                languages,
                senderName,
                retentionDays,
                blockedWords,
                others);
    }

    private static <T> T orElse(@Nullable T value, T byDefault) {
        return value == null ? byDefault : value;
    }

    /** How long a recipient is left alone after being asked; zero when that is switched off. */
    @JsonIgnore
    public Duration threshold() {
        return Duration.ofDays(thresholdDays);
    }

    /** Whom messages come from. */
    @JsonIgnore
    public String sender() {
        return senderName == null ? name : senderName;
    }

    /** The languages that people are addressed in, the preferred one first; at least one. */
    @JsonIgnore
    public List<Language> spoken() {
        List<Language> known =
                languages.stream().flatMap(code -> Language.of(code).stream()).toList();
        return known.isEmpty() ? List.of(Language.ENGLISH) : known;
    }

    /** Whether the questions are those of a company that has not chosen its own, which are known in each language. */
    @JsonIgnore
    public boolean asksDefaultQuestions() {
        return questions.equals(DEFAULT_QUESTIONS);
    }

    private static void require(boolean condition, String demand) {
        if (!condition) {
            throw new IllegalArgumentException("Company settings: " + demand);
        }
    }
}
