package org.earshot.template;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.earshot.company.Ownership;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * A template as a caller sends it (A30). A field that is {@code null} gets its default; one that is not mentioned stays
 * as it was, also within objects, and gets its default where nothing was before. Lists are taken whole.
 */
final class TemplateInput {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_WORD = 100;
    private static final int LONGEST_DESCRIPTION = 2_000;
    private static final int LONGEST_EMAIL = 320;
    private static final int MOST_NAMESPACES = 100;
    private static final int MOST_RECIPIENTS = 50;
    private static final int MOST_INTERVALS = 20;
    private static final int LONGEST_INTERVAL = 24 * 365;
    private static final int LONGEST_COMPLETION = 24 * 60;
    private static final int LARGEST_THRESHOLD = 10;

    private static final Pattern COLOR = Pattern.compile("#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})");
    private static final Pattern FONT = Pattern.compile("[\\p{L}0-9 ,'\"_-]+");
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" + LABEL + "(\\." + LABEL + ")+");

    private final JsonBody body;
    private final Optional<TemplateFields> before;
    private final List<Question> present;
    private final FieldErrors errors;

    private TemplateInput(JsonBody body, Optional<TemplateFields> before, List<Question> present, FieldErrors errors) {
        this.body = body;
        this.before = before;
        this.present = present;
        this.errors = errors;
    }

    /** A new template; fails with INVALID if anything was noted, here or before. */
    static TemplateFields first(JsonBody body, FieldErrors errors) {
        return new TemplateInput(body, Optional.empty(), List.of(), errors).fields();
    }

    /** What is to stand in the place of a template; fails with INVALID if anything was noted, here or before. */
    static TemplateFields replacing(JsonBody body, TemplateFields before, FieldErrors errors) {
        return new TemplateInput(body, Optional.empty(), before.asked().questions(), errors).fields();
    }

    /** A template after a change; fails with INVALID if anything was noted, here or before. */
    static TemplateFields changed(JsonBody body, TemplateFields before, FieldErrors errors) {
        return new TemplateInput(body, Optional.of(before), before.asked().questions(), errors).fields();
    }

    /** The companies of a template, the owner first; empty if the body names none. */
    static Optional<List<String>> namespaces(JsonBody body, FieldErrors errors) {
        return body.lines(Ownership.FIELD, MOST_NAMESPACES, LONGEST_WORD, errors);
    }

    private TemplateFields fields() {
        Optional<String> name = required("name", body.line("name", LONGEST_NAME, errors), TemplateFields::name);
        Optional<TemplateType> type = required(
                "template_type", word(body, "template_type", TemplateType.class, errors), TemplateFields::type);
        Optional<List<Question>> questions = required(
                "questions",
                QuestionInput.questions(body, present, errors),
                fields -> fields.asked().questions());
        String description = optional(
                body.text("description", LONGEST_DESCRIPTION, errors), "description", TemplateFields::description);
        String category = optional(body.line("category", LONGEST_WORD, errors), "category", TemplateFields::category);
        boolean active = chosen(body, "is_active", body.flag("is_active", errors), before.map(TemplateFields::active))
                .orElse(true);
        TemplateSettings settings =
                within("settings", TemplateSettings.DEFAULT, f -> f.asked().settings(), this::settings);
        NotificationSettings notifications = within(
                "notification_settings", NotificationSettings.NONE, TemplateFields::notifications, this::notifications);
        Styling styling = within("styling", Styling.DEFAULT, TemplateFields::styling, this::styling);
        errors.throwIfAny();
        return new TemplateFields(
                name.orElseThrow(),
                description,
                category,
                type.orElseThrow(),
                new Asked(questions.orElseThrow(), settings),
                notifications,
                styling,
                active);
    }

    /** How the fields of an object are read: from the object, beside what was there before. */
    private interface Reader<T> {
        T read(JsonBody object, T before, FieldErrors errors);
    }

    private <T> T within(String field, T byDefault, Function<TemplateFields, T> present, Reader<T> reader) {
        Optional<JsonBody> given = body.object(field, errors);
        T unchanged = before.map(present).orElse(byDefault);
        if (given.isEmpty()) {
            return body.mentions(field) ? byDefault : unchanged;
        }
        return prefixed(field + ".", errors, within -> reader.read(given.get(), unchanged, within));
    }

    /** Reads a part of a body, and notes what is wrong with its fields under their full names. */
    static <T> T prefixed(String prefix, FieldErrors errors, Function<FieldErrors, T> reader) {
        FieldErrors within = new FieldErrors();
        T part = reader.apply(within);
        within.asMap().forEach((field, reason) -> errors.add(prefix + field, reason));
        return part;
    }

    /** One of a few words. */
    static <E extends Enum<E>> Optional<E> word(JsonBody body, String field, Class<E> type, FieldErrors errors) {
        Optional<String> word = body.line(field, LONGEST_WORD, errors);
        Optional<E> found = word.flatMap(text -> Words.find(type, text));
        if (word.isPresent() && found.isEmpty()) {
            errors.add(field, "must be " + Words.choice(type));
        }
        return found;
    }

    private TemplateSettings settings(JsonBody object, TemplateSettings old, FieldErrors within) {
        return new TemplateSettings(
                flag(object, "allow_anonymous", old.allowAnonymous(), true, within),
                flag(object, "show_progress", old.showProgress(), true, within),
                flag(object, "require_all_questions", old.requireAllQuestions(), false, within),
                flag(object, "randomize_questions", old.randomizeQuestions(), false, within),
                chosen(
                                object,
                                "max_completion_time",
                                object.whole("max_completion_time", 1, LONGEST_COMPLETION, within),
                                Optional.ofNullable(old.maxCompletionTime()))
                        .orElse(null),
                reminders(object, old.reminderSettings(), within));
    }

    private static TemplateSettings.Reminders reminders(
            JsonBody object, TemplateSettings.Reminders old, FieldErrors errors) {
        Optional<JsonBody> given = object.object("reminder_settings", errors);
        if (given.isEmpty()) {
            return object.mentions("reminder_settings") ? TemplateSettings.DEFAULT.reminderSettings() : old;
        }
        return prefixed(
                "reminder_settings.",
                errors,
                within -> new TemplateSettings.Reminders(
                        flag(given.get(), "send_reminders", old.sendReminders(), false, within),
                        chosen(
                                        given.get(),
                                        "reminder_intervals",
                                        given.get()
                                                .integers(
                                                        "reminder_intervals",
                                                        MOST_INTERVALS,
                                                        1,
                                                        LONGEST_INTERVAL,
                                                        within),
                                        Optional.of(old.reminderIntervals()))
                                .orElse(List.of())));
    }

    private NotificationSettings notifications(JsonBody object, NotificationSettings old, FieldErrors within) {
        Optional<List<String>> recipients =
                object.lines("notification_recipients", MOST_RECIPIENTS, LONGEST_EMAIL, within);
        recipients.ifPresent(addresses -> checkRecipients(addresses, within));
        return new NotificationSettings(
                flag(object, "notify_on_completion", old.onCompletion(), false, within),
                flag(object, "notify_on_low_rating", old.onLowRating(), false, within),
                chosen(
                                object,
                                "low_rating_threshold",
                                object.whole("low_rating_threshold", 0, LARGEST_THRESHOLD, within),
                                Optional.of(old.lowRatingThreshold()))
                        .orElse(NotificationSettings.NONE.lowRatingThreshold()),
                chosen(object, "notification_recipients", recipients, Optional.of(old.recipients()))
                        .orElse(List.of()));
    }

    private static void checkRecipients(List<String> addresses, FieldErrors within) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < addresses.size(); i++) {
            if (!EMAIL.matcher(addresses.get(i)).matches()) {
                within.add("notification_recipients[" + i + "]", "must be an email address");
            } else if (!seen.add(addresses.get(i))) {
                within.add("notification_recipients[" + i + "]", "is named twice");
            }
        }
    }

    private Styling styling(JsonBody object, Styling old, FieldErrors within) {
        Optional<String> color = object.line("primary_color", LONGEST_WORD, within);
        if (color.filter(text -> !COLOR.matcher(text).matches()).isPresent()) {
            within.add("primary_color", "must be a colour such as #0b5cad");
        }
        Optional<String> font = object.line("font_family", LONGEST_WORD, within);
        if (font.filter(text -> !FONT.matcher(text).matches()).isPresent()) {
            within.add("font_family", "must consist of letters, digits, blanks, commas, quotes and -");
        }
        Optional<String> css = object.text("custom_css", StyleSheet.LONGEST, within);
        css.flatMap(StyleSheet::complaint).ifPresent(reason -> within.add("custom_css", reason));
        return new Styling(
                chosen(object, "theme", word(object, "theme", Theme.class, within), Optional.of(old.theme()))
                        .orElse(Theme.LIGHT),
                chosen(object, "primary_color", color, Optional.ofNullable(old.primaryColor()))
                        .orElse(null),
                chosen(object, "font_family", font, Optional.ofNullable(old.fontFamily()))
                        .orElse(null),
                chosen(object, "custom_css", css, Optional.ofNullable(old.customCss()))
                        .orElse(null));
    }

    private <T> Optional<T> required(String field, Optional<T> given, Function<TemplateFields, T> present) {
        Optional<T> value = chosen(body, field, given, before.map(present));
        if (value.isEmpty()) {
            errors.add(field, "is required");
        }
        return value;
    }

    private @Nullable String optional(
            Optional<String> given, String field, Function<TemplateFields, @Nullable String> present) {
        return chosen(body, field, given, before.flatMap(fields -> Optional.ofNullable(present.apply(fields))))
                .orElse(null);
    }

    private static boolean flag(JsonBody object, String field, boolean old, boolean byDefault, FieldErrors errors) {
        return chosen(object, field, object.flag(field, errors), Optional.of(old))
                .orElse(byDefault);
    }

    private static <T> Optional<T> chosen(JsonBody object, String field, Optional<T> given, Optional<T> before) {
        return object.mentions(field) ? given : before;
    }
}
