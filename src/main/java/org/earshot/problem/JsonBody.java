package org.earshot.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earshot.kernel.Text;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that a caller sent. Its fields are read one by one; each reader notes what is wrong with its field, and
 * then answers with nothing, as for a field that is missing or {@code null}. Fields that nobody reads are ignored (W30).
 */
public final class JsonBody {

    private static final ObjectReader READER =
            JsonMapper.builder().build().reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode fields;

    private JsonBody(JsonNode fields) {
        this.fields = fields;
    }

    /** Reads a body; none at all is an object without fields. Fails with MALFORMED if it is no JSON object. */
    public static JsonBody read(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return new JsonBody(JsonNodeFactory.instance.objectNode());
        }
        try {
            JsonNode fields = READER.readTree(new String(body, StandardCharsets.UTF_8));
            if (fields.isObject()) {
                return new JsonBody(fields);
            }
        } catch (JsonProcessingException e) {
            throw Problem.malformed("body", "is not valid JSON");
        }
        throw Problem.malformed("body", "must be a JSON object");
    }

    /** Whether a field is there, be it {@code null}: what a PATCH does not mention, it leaves alone. */
    public boolean mentions(String field) {
        return fields.has(field);
    }

    /** Notes each of these fields that is missing, {@code null} or blank. */
    public void demand(List<String> required, FieldErrors errors) {
        for (String field : required) {
            JsonNode node = fields.path(field);
            if (isAbsent(node) || (node.isTextual() && node.textValue().isBlank())) {
                errors.add(field, "is required");
            }
        }
    }

    /** Text of one line, trimmed; blank counts as missing. */
    public Optional<String> line(String field, int longest, FieldErrors errors) {
        return line(field, fields.path(field), longest, errors);
    }

    /** Text of any number of lines, trimmed; blank counts as missing. */
    public Optional<String> text(String field, int longest, FieldErrors errors) {
        return text(field, fields.path(field), longest, errors);
    }

    /** A list of lines. */
    public Optional<List<String>> lines(String field, int most, int longest, FieldErrors errors) {
        return items(field, most, errors).map(items -> {
            List<String> lines = new ArrayList<>();
            for (JsonNode item : items) {
                Optional<String> line = line(field, item, longest, errors);
                if (line.isEmpty()) {
                    errors.add(field, "must not contain empty items");
                }
                line.ifPresent(lines::add);
            }
            return lines;
        });
    }

    /** A list of integers within bounds. */
    public Optional<List<Integer>> integers(String field, int most, int smallest, int largest, FieldErrors errors) {
        return items(field, most, errors).map(items -> {
            List<Integer> numbers = new ArrayList<>();
            for (JsonNode item : items) {
                if (isAbsent(item)) {
                    errors.add(field, "must not contain empty items");
                }
                integer(field, item, smallest, largest, errors).ifPresent(numbers::add);
            }
            return numbers;
        });
    }

    /** An integer within bounds. */
    public Optional<Integer> integer(String field, int smallest, int largest, FieldErrors errors) {
        return integer(field, fields.path(field), smallest, largest, errors);
    }

    /** An integer within bounds, which may be written as 8.0. */
    public Optional<Integer> whole(String field, int smallest, int largest, FieldErrors errors) {
        JsonNode node = fields.path(field);
        boolean whole = node.isNumber() && node.doubleValue() == node.intValue();
        return integer(field, whole ? IntNode.valueOf(node.intValue()) : node, smallest, largest, errors);
    }

    /** A number within bounds, whole or not; 4.0 is 4. */
    public Optional<BigDecimal> number(String field, int smallest, int largest, FieldErrors errors) {
        JsonNode node = fields.path(field);
        if (isAbsent(node)) {
            return Optional.empty();
        }
        if (!node.isNumber() || !(node.doubleValue() >= smallest && node.doubleValue() <= largest)) {
            errors.add(field, "must be a number between " + smallest + " and " + largest);
            return Optional.empty();
        }
        BigDecimal number = node.decimalValue().stripTrailingZeros();
        return Optional.of(number.scale() < 0 ? number.setScale(0, RoundingMode.UNNECESSARY) : number);
    }

    /** Text, an integer or a truth value, as a {@link String}, {@link Long} or {@link Boolean}: what was sent keeps its type; 4.0 is 4. */
    public Optional<Object> scalar(String field, int longest, FieldErrors errors) {
        JsonNode node = fields.path(field);
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        if (node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToLong()) {
            return Optional.of(node.longValue());
        }
        if (!isAbsent(node) && !node.isTextual()) {
            errors.add(field, "must be text, an integer, true or false");
            return Optional.empty();
        }
        return text(field, longest, errors).map(Object.class::cast);
    }

    /** True or false. */
    public Optional<Boolean> flag(String field, FieldErrors errors) {
        JsonNode node = fields.path(field);
        if (!isAbsent(node) && !node.isBoolean()) {
            errors.add(field, "must be true or false");
        }
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    /** An object within the object. */
    public Optional<JsonBody> object(String field, FieldErrors errors) {
        JsonNode node = fields.path(field);
        if (!isAbsent(node) && !node.isObject()) {
            errors.add(field, "must be an object");
        }
        return node.isObject() ? Optional.of(new JsonBody(node)) : Optional.empty();
    }

    /** A list of objects; an item that is none stands there as nothing. */
    public Optional<List<Optional<JsonBody>>> objects(String field, int most, FieldErrors errors) {
        return items(field, most, errors).map(items -> {
            List<Optional<JsonBody>> objects = new ArrayList<>();
            items.forEach(item -> objects.add(item.isObject() ? Optional.of(new JsonBody(item)) : Optional.empty()));
            return objects;
        });
    }

    /** The names of all fields. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        fields.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private Optional<JsonNode> items(String field, int most, FieldErrors errors) {
        JsonNode node = fields.path(field);
        if (isAbsent(node)) {
            return Optional.empty();
        }
        if (!node.isArray()) {
            errors.add(field, "must be a list");
            return Optional.empty();
        }
        if (node.size() > most) {
            errors.add(field, "must not have more than " + most + " items");
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private static Optional<String> line(String field, JsonNode node, int longest, FieldErrors errors) {
        Optional<String> text = text(field, node, longest, errors);
        if (text.filter(Text::isOneLine).isPresent() || text.isEmpty()) {
            return text;
        }
        errors.add(field, "must not contain line breaks or other control characters");
        return Optional.empty();
    }

    private static Optional<String> text(String field, JsonNode node, int longest, FieldErrors errors) {
        if (isAbsent(node)) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            errors.add(field, "must be text");
            return Optional.empty();
        }
        String text = node.textValue().strip();
        if (text.codePointCount(0, text.length()) > longest) {
            errors.add(field, "must not be longer than " + longest + " characters");
        } else if (!Text.isStorable(text)) {
            errors.add(field, "contains text that cannot be stored");
        } else if (!text.isEmpty()) {
            return Optional.of(text);
        }
        return Optional.empty();
    }

    private static Optional<Integer> integer(
            String field, JsonNode node, int smallest, int largest, FieldErrors errors) {
        if (isAbsent(node)) {
            return Optional.empty();
        }
        if (!node.isInt() || node.intValue() < smallest || node.intValue() > largest) {
            errors.add(field, "must be an integer between " + smallest + " and " + largest);
            return Optional.empty();
        }
        return Optional.of(node.intValue());
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
