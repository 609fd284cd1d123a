package org.earshot.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.earshot.kernel.Ids;
import org.earshot.kernel.ObjectId;
import org.earshot.kernel.Page;
import org.earshot.kernel.Text;

/**
 * The query parameters of a list of the Activity Feedback API, in every spelling that its clients use (A22–A24). Readers
 * note what is wrong with their parameter, and then answer as if it were not given.
 */
public final class ListQuery {

    private static final ObjectReader JSON = JsonMapper.builder().build().reader();
    private static final int LARGEST_PAGE = 1_000_000_000;
    private static final int LARGEST_PAGE_SIZE = 100;
    private static final int USUAL_PAGE_SIZE = 25;
    private static final int MOST_ITEMS = 1_000;
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String NOT_GIVEN = "null";

    private final MultivaluedMap<String, String> parameters;
    private final FieldErrors errors = new FieldErrors();

    private ListQuery(MultivaluedMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /** The parameters of a call, decoded. */
    public static ListQuery of(MultivaluedMap<String, String> parameters) {
        return new ListQuery(parameters);
    }

    /** Ends the call with {@link Problem#malformed} if any parameter that was read is bad. */
    public void throwIfAny() {
        if (!errors.asMap().isEmpty()) {
            throw Problem.malformed(errors.asMap());
        }
    }

    /** The page that is asked for by {@code page} and {@code per_page}. */
    public Page page() {
        return new Page(
                integer("page", 1, LARGEST_PAGE).orElse(1),
                integer("per_page", 1, LARGEST_PAGE_SIZE).orElse(USUAL_PAGE_SIZE));
    }

    /** One value, the first if there are several. */
    public Optional<String> one(String name) {
        return values(name).findFirst();
    }

    /** An integer within bounds. */
    public OptionalInt integer(String name, int smallest, int largest) {
        Optional<String> text = one(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        long number = text.get().equals("0") ? 0 : Ids.parse(text.get()).orElse(-1);
        if (number < smallest || number > largest) {
            errors.add(name, "must be an integer between " + smallest + " and " + largest);
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) number);
    }

    /** A day, written YYYY-MM-DD. */
    public Optional<LocalDate> day(String name) {
        Optional<String> text = one(name);
        if (text.isPresent() && DAY.matcher(text.get()).matches()) {
            try {
                return Optional.of(LocalDate.parse(text.get()));
            } catch (DateTimeException e) {
                refuse(name, "must be a day that exists");
            }
        } else if (text.isPresent()) {
            refuse(name, "must be a day, written YYYY-MM-DD");
        }
        return Optional.empty();
    }

    /** Notes that a parameter is bad, in words that complete "the parameter …". */
    public void refuse(String name, String reason) {
        errors.add(name, reason);
    }

    /** True or false. */
    public Optional<Boolean> flag(String name) {
        Optional<String> text = one(name);
        if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
            errors.add(name, "must be true or false");
            return Optional.empty();
        }
        return text.map(Boolean::valueOf);
    }

    /** Several values: repeated, as {@code name[]}, separated by commas, or as a JSON list; empty if none is given. */
    public List<String> several(String name) {
        List<String> items = Stream.concat(values(name), values(name + "[]"))
                .flatMap(value -> items(name, value).stream())
                .distinct()
                .toList();
        if (items.size() > MOST_ITEMS) {
            errors.add(name, "must not have more than " + MOST_ITEMS + " items");
            return List.of();
        }
        return items;
    }

    /** The names of things of ours, as {@link #several}; what is no such name names nothing (A5). Empty if none is given. */
    public Optional<List<ObjectId>> ids(String name) {
        List<String> texts = several(name);
        return texts.isEmpty()
                ? Optional.empty()
                : Optional.of(texts.stream()
                        .flatMap(text -> ObjectId.parse(text).stream())
                        .toList());
    }

    /** Several of a few words. */
    public List<String> several(String name, List<String> words) {
        List<String> items = several(name);
        if (!words.containsAll(items)) {
            errors.add(name, "must be one or more of " + String.join(", ", words));
        }
        return items;
    }

    /**
     * The order that is asked for, in any of these spellings: {@code sort=field}, {@code sort=-field},
     * {@code sort=field:desc}, each also with {@code sortPageOrder=asc|dsc}, and
     * {@code sortBy=[{"field":"…","type":"asc|desc"}]}, which comes first.
     */
    public SortOrder sort(List<String> fields, SortOrder byDefault) {
        Optional<SortOrder> asked =
                one("sortBy").flatMap(this::sortBy).or(() -> one("sort").map(this::sortWord));
        if (asked.isPresent() && !fields.contains(asked.get().field())) {
            errors.add(one("sortBy").isPresent() ? "sortBy" : "sort", "must name one of " + String.join(", ", fields));
            return byDefault;
        }
        return asked.orElse(byDefault);
    }

    private SortOrder sortWord(String word) {
        String field = word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word;
        int colon = field.indexOf(':');
        Optional<String> direction = colon < 0 ? one("sortPageOrder") : Optional.of(field.substring(colon + 1));
        boolean descending = word.startsWith("-");
        if (direction.isPresent()) {
            descending ^= isDescending(colon < 0 ? "sortPageOrder" : "sort", direction.get());
        }
        return new SortOrder(colon < 0 ? field : field.substring(0, colon), !descending);
    }

    private Optional<SortOrder> sortBy(String text) {
        try {
            JsonNode first = JSON.readTree(text).path(0);
            JsonNode field = first.path("field");
            if (field.isTextual()) {
                boolean descending = first.path("type").isTextual()
                        && isDescending("sortBy", first.path("type").textValue());
                return Optional.of(new SortOrder(field.textValue(), !descending));
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        errors.add("sortBy", "must be a list such as [{\"field\":\"createdAt\",\"type\":\"desc\"}]");
        return Optional.empty();
    }

    private boolean isDescending(String name, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "asc" -> false;
            case "desc", "dsc" -> true;
            default -> {
                errors.add(name, "must be asc or desc");
                yield false;
            }
        };
    }

    private Stream<String> values(String name) {
        return parameters.getOrDefault(name, List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty() && !value.equals(NOT_GIVEN))
                .filter(value -> {
                    if (!Text.isStorable(value)) {
                        errors.add(name, "contains text that cannot be stored");
                    }
                    return Text.isStorable(value);
                });
    }

    private List<String> items(String name, String value) {
        if (!value.startsWith("[")) {
            return Stream.of(value.split(","))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .toList();
        }
        List<String> items = new ArrayList<>();
        try {
            for (JsonNode item : JSON.readTree(value)) {
                if (item.isValueNode() && !item.isNull() && Text.isStorable(item.asText())) {
                    items.add(item.asText());
                }
            }
        } catch (JsonProcessingException e) {
            errors.add(name, "is not a valid JSON list");
        }
        return items;
    }
}
