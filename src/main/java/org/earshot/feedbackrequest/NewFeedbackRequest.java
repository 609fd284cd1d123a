package org.earshot.feedbackrequest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.earshot.company.CompanySettings;
import org.earshot.delivery.Channel;
import org.earshot.kernel.Text;
import org.earshot.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/** A request for feedback that has passed every check but the threshold. */
record NewFeedbackRequest(
        Destination destination,
        String author,
        RequestPlatform platform,
        TreatmentType treatmentType,
        @Nullable String title,
        @Nullable String metadata,
        @Nullable String staffName,
        @Nullable String businessName,
        @Nullable String jobTitle,
        @Nullable String source,
        ActivityReference activity,
        Instant sendAfter) {

    static final List<String> REQUIRED = List.of("company", "type", "name", "destination", "platform");

    private static final int NAME_LENGTH = 200;
    private static final int TITLE_LENGTH = 300;
    static final int DESTINATION_LENGTH = 320;
    private static final int METADATA_BYTES = 8 * 1024;
    private static final int METADATA_DEPTH = 16;
    private static final int ADULT_YEARS = 18;
    private static final Duration LONGEST_DELAY = Duration.ofDays(21);

    /**
     * Reads and checks all fields.
     *
     * @param defaultSource where the request comes from when it does not say so
     * @param fictionalNumbers whether phone numbers that are nobody's pass
     * @throws org.earshot.problem.Problem INVALID, naming every bad field
     */
    static NewFeedbackRequest parse(
            RequestFields fields,
            CompanySettings settings,
            ObjectMapper json,
            Instant now,
            Optional<String> defaultSource,
            boolean fictionalNumbers) {
        FieldErrors errors = new FieldErrors();
        fields.demand(REQUIRED, errors);
        @Nullable Channel channel = channel(fields, errors);
        @Nullable String author = fields.line("name", NAME_LENGTH, errors);
        @Nullable Destination destination = destination(fields, channel, settings, fictionalNumbers, errors);
        @Nullable RequestPlatform platform = platform(fields, settings, errors);
        TreatmentType treatment = treatment(fields, settings, errors);
        checkAge(fields, LocalDate.ofInstant(now, settings.timeZone()), errors);
        @Nullable String title = fields.line("title", TITLE_LENGTH, errors);
        @Nullable String metadata = metadata(fields, json, errors);
        @Nullable String staffName = fields.line("staffName", NAME_LENGTH, errors);
        @Nullable String businessName = fields.line("businessName", NAME_LENGTH, errors);
        @Nullable String jobTitle = fields.line("jobTitle", NAME_LENGTH, errors);
        @Nullable String source = fields.line("source", NAME_LENGTH, errors);
        ActivityReference activity = ActivityReference.parse(fields, errors);
        Instant sendAfter = sendAfter(fields, now, errors);
        errors.throwIfAny();
        if (author == null || destination == null || platform == null) {
            throw new IllegalStateException("A required field is missing, and nobody said so");
        }
        return new NewFeedbackRequest(
                destination,
                author,
                platform,
                treatment,
                title,
                metadata,
                staffName,
                businessName,
                jobTitle,
                source == null ? defaultSource.orElse(null) : source,
                activity,
                sendAfter);
    }

    private static @Nullable Channel channel(RequestFields fields, FieldErrors errors) {
        Optional<String> word = fields.raw("type");
        Optional<Channel> channel = word.flatMap(Destination::channel);
        if (word.isPresent() && channel.isEmpty()) {
            errors.add("type", "must be email or sms");
        }
        return channel.orElse(null);
    }

    private static @Nullable Destination destination(
            RequestFields fields,
            @Nullable Channel channel,
            CompanySettings settings,
            boolean fictionalNumbers,
            FieldErrors errors) {
        String text = fields.line("destination", DESTINATION_LENGTH, errors);
        if (text == null || channel == null || !errors.accepts("destination")) {
            return null;
        }
        Optional<Destination> destination = Destination.parse(channel, text, settings.country(), fictionalNumbers);
        if (destination.isEmpty()) {
            errors.add("destination", Destination.demand(channel));
        }
        return destination.orElse(null);
    }

    private static @Nullable RequestPlatform platform(
            RequestFields fields, CompanySettings settings, FieldErrors errors) {
        Optional<String> word = fields.raw("platform");
        if (word.isEmpty()) {
            return null;
        }
        Optional<RequestPlatform> platform = RequestPlatform.of(word.get());
        if (platform.isEmpty()) {
            errors.add("platform", "must be workingfeedback, google, facebook or auto");
        } else if (!platform.get().availableTo(settings)) {
            errors.add("platform", "is one that the company has set no link for");
        }
        return platform.orElse(null);
    }

    private static TreatmentType treatment(RequestFields fields, CompanySettings settings, FieldErrors errors) {
        Optional<String> word = fields.raw("treatmentType");
        Optional<TreatmentType> given = word.flatMap(TreatmentType::of);
        if (word.isPresent() && given.isEmpty()) {
            errors.add("treatmentType", "must be Unknown, N/A, NHS or Private");
        }
        return given.orElse(TreatmentType.UNKNOWN).in(settings.industry());
    }

    private static void checkAge(RequestFields fields, LocalDate today, FieldErrors errors) {
        fields.raw("dateOfBirth").ifPresent(text -> {
            try {
                LocalDate born = LocalDate.parse(text, SendAfter.DATE);
                if (born.isAfter(today)) {
                    errors.add("dateOfBirth", "must not be in the future");
                } else if (adultFrom(born).isAfter(today)) {
                    errors.add("dateOfBirth", "tells that the person is under the age of 18");
                }
            } catch (DateTimeException e) {
                errors.add("dateOfBirth", "must be a date as YYYY-MM-DD");
            }
        });
    }

    /** The day on which somebody turns 18; who was born on 29 February, does so on 1 March (W21). */
    static LocalDate adultFrom(LocalDate born) {
        LocalDate birthday = born.plusYears(ADULT_YEARS);
        return birthday.getDayOfMonth() == born.getDayOfMonth() ? birthday : birthday.plusDays(1);
    }

    private static @Nullable String metadata(RequestFields fields, ObjectMapper json, FieldErrors errors) {
        String text = fields.raw("metadata").orElse(null);
        if (text == null) {
            return null;
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > METADATA_BYTES) {
            errors.add("metadata", "must not be longer than 8 KiB");
            return null;
        }
        try {
            JsonNode node =
                    json.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
            if (!node.isObject()) {
                errors.add("metadata", "must be a JSON object");
            } else if (depth(node) > METADATA_DEPTH) {
                errors.add("metadata", "must not be nested deeper than " + METADATA_DEPTH);
            } else if (!Text.isStorable(text)) {
                errors.add("metadata", "contains text that cannot be stored");
            }
        } catch (JsonProcessingException e) {
            errors.add("metadata", "must be a JSON object");
        }
        return text;
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return node.isContainerNode() ? deepest + 1 : 0;
    }

    private static Instant sendAfter(RequestFields fields, Instant now, FieldErrors errors) {
        Optional<String> text = fields.raw("sendAfter");
        if (text.isEmpty()) {
            return now;
        }
        Optional<Instant> given = SendAfter.parse(text.get());
        if (given.isEmpty()) {
            errors.add("sendAfter", "must be a time such as 2026-01-31T09:30:00Z");
        } else if (given.get().isAfter(now.plus(LONGEST_DELAY))) {
            errors.add("sendAfter", "must not be more than 21 days ahead");
        }
        return given.filter(now::isBefore).orElse(now);
    }
}
