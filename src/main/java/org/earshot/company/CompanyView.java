package org.earshot.company;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanySettings.Industry;
import org.earshot.company.CompanySettings.Platform;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A company and its settings in force, as its administrators read them (W69). */
@RegisterForReflection
@Schema(name = "Company", description = "A company and its settings in force")
record CompanyView(
        @Schema(description = "Number of the company", examples = "7")
        long id,

        @Schema(description = "Unique name for machines", examples = "hillside")
        String namespace,

        @Schema(description = "Number of these settings; each change makes a new one")
        int revision,

        @Schema(description = "As recipients read it", examples = "Hillside Clinic")
        String name,

        @Schema(enumeration = {"healthcare", "other"}) String industry,

        @Schema(description = "ISO 3166-1 alpha-2", examples = "GB")
        String country,

        @Schema(description = "IANA name", examples = "Europe/London")
        String timeZone,

        @Schema(description = "Days for which a recipient is left alone after being asked; 0 for none")
        int thresholdDays,

        @Schema(description = "Asked on the page, each answered 1 to 5")
        List<String> questions,

        Links platformLinks,

        @Schema(description = "Days after the sending on which a reminder goes")
        List<Integer> reminderDays,

        @Schema(description = "Languages that people are addressed in, the preferred one first")
        List<String> languages,

        @Schema(description = "Whom messages come from; null for the company's name") @Nullable
        String senderName,

        @Schema(
                description =
                        "Days after which a request and its review, and activity feedback, are deleted; null for what the instance does with those of companies that set none")
        @Nullable
        Integer retentionDays,

        @Schema(description = "A review that contains one of these is flagged for the moderators")
        List<String> blockedWords,

        Quiet quietHours) {

    /** Where people may also post; null where they may not. */
    @RegisterForReflection
    @Schema(name = "PlatformLinks", description = "Where the thank-you page also invites people to post")
    record Links(
            @Schema(type = SchemaType.STRING, format = "uri") @Nullable
            URI google,

            @Schema(type = SchemaType.STRING, format = "uri") @Nullable
            URI facebook) {

        static Links of(Map<Platform, URI> links) {
            return new Links(links.get(Platform.GOOGLE), links.get(Platform.FACEBOOK));
        }
    }

    /** When no text message leaves; equal times for never. */
    @RegisterForReflection
    @Schema(
            name = "QuietHours",
            description = "When no text message leaves, in the company's time zone; over midnight if `to` is the"
                    + " earlier one, and never if both are equal")
    record Quiet(
            @Schema(description = "First minute", pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", examples = "21:00")
            String from,

            @Schema(
                    description = "First minute after it",
                    pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$",
                    examples = "08:00")
            String to) {

        static Quiet of(QuietHours hours) {
            return new Quiet(hours.from().toString(), hours.to().toString());
        }
    }

    static CompanyView of(CompanyScope scope, String namespace, int revision, CompanySettings settings) {
        return new CompanyView(
                scope.companyId(),
                namespace,
                revision,
                settings.name(),
                word(settings.industry()),
                settings.country(),
                settings.timeZone().getId(),
                settings.thresholdDays(),
                settings.questions(),
                Links.of(settings.platformLinks()),
                settings.reminderDays(),
                settings.languages(),
                settings.senderName(),
                settings.retentionDays(),
                settings.blockedWords(),
                Quiet.of(settings.quietHours()));
    }

    /** As the API spells it. */
    static String word(Industry industry) {
        return industry.name().toLowerCase(Locale.ROOT);
    }
}
