package org.earshot.activity;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.jspecify.annotations.Nullable;

/** Reads what stands within a body, and names bad fields with their places: {@code responses[1].question_type} (A12). */
final class Items {

    private Items() {}

    /** The items of a list; none, if it is missing. Bad ones are noted and left out. */
    static <T> List<T> read(
            JsonBody body,
            String field,
            int most,
            FieldErrors errors,
            BiFunction<JsonBody, FieldErrors, Optional<T>> parse) {
        List<Optional<JsonBody>> sent = body.objects(field, most, errors).orElse(List.of());
        List<T> items = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            String place = field + "[" + i + "]";
            if (sent.get(i).isEmpty()) {
                errors.add(place, "must be an object");
            }
            sent.get(i).flatMap(fields -> within(place, fields, errors, parse)).ifPresent(items::add);
        }
        return items;
    }

    /** An object within a body; empty if it is missing, or bad, which is noted. */
    static <T> Optional<T> read(
            JsonBody body, String field, FieldErrors errors, BiFunction<JsonBody, FieldErrors, Optional<T>> parse) {
        return body.object(field, errors).flatMap(fields -> within(field, fields, errors, parse));
    }

    private static <T> Optional<T> within(
            String place, JsonBody fields, FieldErrors errors, BiFunction<JsonBody, FieldErrors, Optional<T>> parse) {
        FieldErrors found = new FieldErrors();
        Optional<T> item = parse.apply(fields, found);
        found.asMap().forEach((field, reason) -> errors.add(place + "." + field, reason));
        return item;
    }

    /** One of a few words. */
    static Optional<String> word(JsonBody fields, String field, List<String> words, FieldErrors errors) {
        Optional<String> word = fields.line(field, Integer.MAX_VALUE, errors);
        if (word.isPresent() && !words.contains(word.get())) {
            errors.add(field, "must be one of " + String.join(", ", words));
            return Optional.empty();
        }
        return word;
    }

    /** Whether neither a field nor anything within it is bad. */
    static boolean isGood(String field, FieldErrors errors) {
        return errors.asMap().keySet().stream()
                .noneMatch(bad -> bad.equals(field) || bad.startsWith(field + "[") || bad.startsWith(field + "."));
    }

    static void putIfKnown(JsonObject object, String field, @Nullable Object value) {
        if (value != null) {
            object.put(field, value);
        }
    }
}
