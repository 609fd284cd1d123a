package org.earshot.company;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.earshot.company.CompanySettings.Industry;
import org.earshot.company.CompanySettings.Platform;
import org.earshot.kernel.Text;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * Settings as a caller sends them (W69). A field that is {@code null} or blank gets its default; one that is not
 * mentioned stays as it was.
 */
final class SettingsInput {

    private static final Set<String> FIELDS = Set.of(
            "name",
            "industry",
            "country",
            "timeZone",
            "thresholdDays",
            "questions",
            "platformLinks",
            "reminderDays",
            "languages",
            "senderName",
            "retentionDays",
            "blockedWords",
            "quietHours");

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_WORD = 100;
    private static final int LONGEST_THRESHOLD = 3650;
    private static final int MOST_QUESTIONS = 10;
    private static final int LONGEST_QUESTION = 200;
    private static final int LONGEST_LINK = 2000;
    private static final int MOST_REMINDERS = 5;
    private static final int LAST_REMINDER = 27;
    private static final int MOST_LANGUAGES = 100;
    private static final int LONGEST_SENDER = 100;
    static final int SHORTEST_RETENTION = 28;
    static final int LONGEST_RETENTION = 3650;
    private static final int MOST_BLOCKED_WORDS = 500;

    private final JsonBody body;
    private final Optional<CompanySettings> before;
    private final FieldErrors errors;

    private SettingsInput(JsonBody body, Optional<CompanySettings> before, FieldErrors errors) {
        this.body = body;
        this.before = before;
        this.errors = errors;
    }

    /** The first settings of a company; fails with INVALID if anything was noted, here or before. */
    static CompanySettings first(JsonBody body, FieldErrors errors) {
        return new SettingsInput(body, Optional.empty(), errors).settings();
    }

    /** The settings after a change; fails with INVALID if anything was noted, here or before. */
    static CompanySettings changed(JsonBody body, CompanySettings before, FieldErrors errors) {
        return new SettingsInput(body, Optional.of(before), errors).settings();
    }

    /** Notes each field that is no setting: a typo must not pass for a change. */
    static void refuseUnknown(JsonBody body, Set<String> others, FieldErrors errors) {
        refuseUnknown(body, name -> FIELDS.contains(name) || others.contains(name), errors);
    }

    private static void refuseUnknown(JsonBody body, Predicate<String> known, FieldErrors errors) {
        for (String name : body.names()) {
            if (!Text.isOneLine(name) || name.length() > LONGEST_WORD) {
                errors.add("body", "has a field whose name is not known");
            } else if (!known.test(name)) {
                errors.add(name, "is not known");
            }
        }
    }

    private CompanySettings settings() {
        Optional<String> name = required("name", body.line("name", LONGEST_NAME, errors), CompanySettings::name);
        Optional<Industry> industry = required("industry", industry(), CompanySettings::industry);
        Optional<String> country = required("country", country(), CompanySettings::country);
        Optional<ZoneId> timeZone = required("timeZone", timeZone(), CompanySettings::timeZone);
        Optional<Integer> thresholdDays = chosen(
                "thresholdDays",
                body.integer("thresholdDays", 0, LONGEST_THRESHOLD, errors),
                CompanySettings::thresholdDays);
        Optional<List<String>> questions = chosen("questions", questions(), CompanySettings::questions);
        Map<Platform, URI> platformLinks = platformLinks();
        Optional<List<Integer>> reminderDays = chosen("reminderDays", reminderDays(), CompanySettings::reminderDays);
        Optional<List<String>> languages = chosen("languages", languages(), CompanySettings::languages);
        Optional<String> senderName = chosen("senderName", senderName(), CompanySettings::senderName);
        Optional<Integer> retentionDays = chosen(
                "retentionDays",
                body.integer("retentionDays", SHORTEST_RETENTION, LONGEST_RETENTION, errors),
                CompanySettings::retentionDays);
        Optional<List<String>> blockedWords = chosen("blockedWords", blockedWords(), CompanySettings::blockedWords);
        Optional<QuietHours> quietHours = chosen("quietHours", quietHours(), CompanySettings::quietHours);
        errors.throwIfAny();
        return new CompanySettings(
                name.orElseThrow(),
                industry.orElseThrow(),
                country.orElseThrow(),
                timeZone.orElseThrow(),
                thresholdDays.orElse(CompanySettings.DEFAULT_THRESHOLD_DAYS),
                questions.orElse(CompanySettings.DEFAULT_QUESTIONS),
                platformLinks,
                reminderDays.orElse(CompanySettings.DEFAULT_REMINDER_DAYS),
                languages.orElse(CompanySettings.DEFAULT_LANGUAGES),
                senderName.orElse(null),
                retentionDays.orElse(null),
                blockedWords.orElse(List.of()),
                quietHours.orElse(QuietHours.DEFAULT));
    }

    private <T> Optional<T> chosen(String field, Optional<T> given, Function<CompanySettings, @Nullable T> kept) {
        return body.mentions(field) ? given : before.map(kept);
    }

    private <T> Optional<T> required(String field, Optional<T> given, Function<CompanySettings, @Nullable T> kept) {
        Optional<T> value = chosen(field, given, kept);
        if (value.isEmpty()) {
            errors.add(field, "is required");
        }
        return value;
    }

    private Optional<Industry> industry() {
        return body.line("industry", LONGEST_WORD, errors)
                .flatMap(word -> noting(
                        "industry",
                        "must be healthcare or other",
                        Arrays.stream(Industry.values())
                                .filter(industry -> CompanyView.word(industry).equals(word.toLowerCase(Locale.ROOT)))
                                .findFirst()));
    }

    private Optional<String> country() {
        return body.line("country", LONGEST_WORD, errors)
                .flatMap(code -> noting(
                        "country",
                        "must be an ISO 3166-1 alpha-2 code such as GB",
                        Optional.of(code).filter(CompanySettings.COUNTRIES::contains)));
    }

    private Optional<ZoneId> timeZone() {
        return body.line("timeZone", LONGEST_WORD, errors)
                .flatMap(id -> noting(
                        "timeZone",
                        "must be an IANA time zone such as Europe/London",
                        Optional.of(id)
                                .filter(ZoneId.getAvailableZoneIds()::contains)
                                .map(ZoneId::of)));
    }

    private Optional<List<String>> questions() {
        Optional<List<String>> questions = body.lines("questions", MOST_QUESTIONS, LONGEST_QUESTION, errors);
        questions.ifPresent(items -> demandSomeAndDistinct("questions", items));
        return questions;
    }

    private Optional<List<Integer>> reminderDays() {
        return body.integers("reminderDays", MOST_REMINDERS, 1, LAST_REMINDER, errors)
                .map(days -> {
                    demandDistinct("reminderDays", days);
                    return days.stream().sorted().toList();
                });
    }

    private Optional<List<String>> languages() {
        Optional<List<String>> languages = body.lines("languages", MOST_LANGUAGES, LONGEST_WORD, errors);
        languages.ifPresent(codes -> {
            if (codes.stream().anyMatch(code -> Language.of(code).isEmpty())) {
                errors.add(
                        "languages",
                        "can be "
                                + Arrays.stream(Language.values())
                                        .map(Language::code)
                                        .collect(Collectors.joining(", ")));
            }
            demandSomeAndDistinct("languages", codes);
        });
        return languages;
    }

    /** A mail shows it before an address, so that it must not look like one. */
    private Optional<String> senderName() {
        return body.line("senderName", LONGEST_SENDER, errors)
                .flatMap(name -> noting(
                        "senderName",
                        "must not contain any of < > @ \"",
                        Optional.of(name)
                                .filter(text -> text.chars().noneMatch(character -> "<>@\"".indexOf(character) >= 0))));
    }

    private Optional<List<String>> blockedWords() {
        Set<String> seen = new HashSet<>();
        return body.lines("blockedWords", MOST_BLOCKED_WORDS, LONGEST_WORD, errors)
                .map(words ->
                        words.stream().filter(word -> seen.add(folded(word))).toList());
    }

    /** Upper case first: some letters, such as ß, only then fall together with what they are written as elsewhere. */
    private static String folded(String word) {
        return word.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Of the links too, those that are not mentioned stay. */
    private Map<Platform, URI> platformLinks() {
        Map<Platform, URI> links = new EnumMap<>(Platform.class);
        Optional<JsonBody> given = body.object("platformLinks", errors);
        if (given.isPresent() || !body.mentions("platformLinks")) {
            before.ifPresent(settings -> links.putAll(settings.platformLinks()));
        }
        given.ifPresent(wanted -> {
            FieldErrors within = new FieldErrors();
            refuseUnknown(wanted, name -> Arrays.stream(Platform.values()).anyMatch(p -> word(p).equals(name)), within);
            for (Platform platform : Platform.values()) {
                String field = word(platform);
                if (wanted.mentions(field)) {
                    links.remove(platform);
                    wanted.line(field, LONGEST_LINK, within)
                            .flatMap(text -> link(field, text, within))
                            .ifPresent(link -> links.put(platform, link));
                }
            }
            within.asMap().forEach((field, reason) -> errors.add("platformLinks." + field, reason));
        });
        return links;
    }

    private static String word(Platform platform) {
        return platform.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<URI> link(String field, String text, FieldErrors errors) {
        try {
            URI link = new URI(text);
            if ("https".equalsIgnoreCase(link.getScheme()) && link.getHost() != null && link.getRawUserInfo() == null) {
                return Optional.of(link);
            }
        } catch (URISyntaxException e) {
            // answered below
        }
        errors.add(field, "must be an absolute https address without a user");
        return Optional.empty();
    }

    private Optional<QuietHours> quietHours() {
        return body.object("quietHours", errors).flatMap(given -> {
            FieldErrors within = new FieldErrors();
            refuseUnknown(given, Set.of("from", "to")::contains, within);
            Optional<LocalTime> from = time("from", given, within);
            Optional<LocalTime> to = time("to", given, within);
            within.asMap().forEach((field, reason) -> errors.add("quietHours." + field, reason));
            return from.flatMap(begin -> to.map(end -> new QuietHours(begin, end)));
        });
    }

    private static Optional<LocalTime> time(String field, JsonBody given, FieldErrors errors) {
        Optional<String> text = given.line(field, LONGEST_WORD, errors);
        if (text.isEmpty()) {
            errors.add(field, "is required");
        } else if (!TIME.matcher(text.get()).matches()) {
            errors.add(field, "must be a time such as 21:00");
        } else {
            return text.map(LocalTime::parse);
        }
        return Optional.empty();
    }

    private void demandSomeAndDistinct(String field, List<?> items) {
        if (items.isEmpty()) {
            errors.add(field, "must have at least one item");
        }
        demandDistinct(field, items);
    }

    private void demandDistinct(String field, List<?> items) {
        if (new HashSet<>(items).size() < items.size()) {
            errors.add(field, "must not repeat an item");
        }
    }

    private <T> Optional<T> noting(String field, String reason, Optional<T> value) {
        if (value.isEmpty()) {
            errors.add(field, reason);
        }
        return value;
    }
}
