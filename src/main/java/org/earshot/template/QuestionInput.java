package org.earshot.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.jspecify.annotations.Nullable;

/** The questions of a template as a caller sends them (A30), read in their order: a condition names an earlier one. */
final class QuestionInput {

    private static final int MOST_QUESTIONS = 200;
    private static final int MOST_OPTIONS = 100;
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_QUESTION = 1_000;
    private static final int LONGEST_OPTION = 200;
    private static final int LONGEST_ANSWER = 10_000;
    private static final int LARGEST_WEIGHT = 1_000_000;
    private static final int LARGEST_SCALE = 1_000;

    /** The questions that were read so far; one that is bad in parts is known all the same. */
    private final Map<String, Known> known = new HashMap<>();

    /** The names of all questions, also of those that are still to come. */
    private final Set<String> named;

    /** The questions that the template asks already. */
    private final List<Question> present;

    /** What a condition has to know of an earlier question. */
    private record Known(Optional<QuestionType> type, List<Option> options) {}

    private QuestionInput(Set<String> named, List<Question> present) {
        this.named = named;
        this.present = present;
    }

    /**
     * The questions of a body; none if it does not mention them.
     *
     * @param present those that the template asks already
     */
    static Optional<List<Question>> questions(JsonBody body, List<Question> present, FieldErrors errors) {
        Optional<List<Optional<JsonBody>>> items = body.objects("questions", MOST_QUESTIONS, errors);
        if (items.filter(List::isEmpty).isPresent()) {
            errors.add("questions", "must have at least one item");
        }
        return items.map(questions -> {
            Set<String> named = new HashSet<>();
            questions.forEach(
                    item -> item.flatMap(question -> question.line("question_id", LONGEST_ID, new FieldErrors()))
                            .ifPresent(named::add));
            return new QuestionInput(named, present).read(questions, errors);
        });
    }

    private List<Question> read(List<Optional<JsonBody>> items, FieldErrors errors) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String path = "questions[" + i + "]";
            if (items.get(i).isEmpty()) {
                errors.add(path, "must be an object");
                continue;
            }
            JsonBody item = items.get(i).get();
            TemplateInput.prefixed(path + ".", errors, within -> question(item, within))
                    .ifPresent(questions::add);
        }
        return questions;
    }

    /** A question; empty if its text or its type is bad. */
    private Optional<Question> question(JsonBody item, FieldErrors errors) {
        item.demand(List.of("question_text", "question_type"), errors);
        Optional<String> text = item.text("question_text", LONGEST_QUESTION, errors);
        Optional<QuestionType> type = TemplateInput.word(item, "question_type", QuestionType.class, errors);
        String id = item.line("question_id", LONGEST_ID, errors).orElseGet(() -> nameFor(text, type));
        if (known.containsKey(id)) {
            errors.add("question_id", "names another question already");
        }
        boolean required = item.flag("is_required", errors).orElse(false);
        List<Option> options = options(item, type, errors);
        Validation validation = validation(item, errors);
        ConditionalLogic logic = conditionalLogic(item, id, errors);
        DisplaySettings display = displaySettings(item, errors);
        known.putIfAbsent(id, new Known(type, options));
        return text.flatMap(words ->
                type.map(sort -> new Question(id, words, sort, required, options, validation, logic, display)));
    }

    /** A question that is sent again without its name keeps it, so that answers from before and after are to the same one. */
    private String nameFor(Optional<String> text, Optional<QuestionType> type) {
        return present.stream()
                .filter(question ->
                        text.equals(Optional.of(question.text())) && type.equals(Optional.of(question.type())))
                .map(Question::id)
                .filter(id -> !named.contains(id) && !known.containsKey(id))
                .findFirst()
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    private static List<Option> options(JsonBody item, Optional<QuestionType> type, FieldErrors errors) {
        List<Optional<JsonBody>> given =
                item.objects("options", MOST_OPTIONS, errors).orElse(List.of());
        if (given.isEmpty() && type.equals(Optional.of(QuestionType.MULTIPLE_CHOICE))) {
            errors.add("options", "is required for multiple_choice");
        }
        List<Option> options = new ArrayList<>();
        Set<String> values = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String path = "options[" + i + "]";
            if (given.get(i).isEmpty()) {
                errors.add(path, "must be an object");
                continue;
            }
            JsonBody object = given.get(i).get();
            TemplateInput.prefixed(path + ".", errors, within -> option(object, values, within))
                    .ifPresent(options::add);
        }
        return options;
    }

    private static Optional<Option> option(JsonBody object, Set<String> values, FieldErrors errors) {
        object.demand(List.of("value"), errors);
        Optional<Object> value = object.scalar("value", LONGEST_OPTION, errors);
        if (value.filter(given -> !values.add(Values.text(given))).isPresent()) {
            errors.add("value", "is offered twice");
        }
        Optional<String> label = object.line("label", LONGEST_OPTION, errors);
        var weight = object.number("weight", -LARGEST_WEIGHT, LARGEST_WEIGHT, errors);
        return value.map(given -> new Option(given, label.orElseGet(given::toString), weight.orElse(null)));
    }

    private static @Nullable Validation validation(JsonBody item, FieldErrors errors) {
        Optional<JsonBody> object = item.object("validation", errors);
        if (object.isEmpty()) {
            return null;
        }
        return TemplateInput.prefixed("validation.", errors, within -> {
            Optional<Integer> shortest = object.get().whole("min_length", 0, LONGEST_ANSWER, within);
            Optional<Integer> longest = object.get().whole("max_length", 1, LONGEST_ANSWER, within);
            if (shortest.isPresent() && longest.isPresent() && shortest.get() > longest.get()) {
                within.add("max_length", "must not be less than min_length");
            }
            Optional<String> pattern = object.get().line("pattern", AnswerPattern.LONGEST, within);
            pattern.flatMap(AnswerPattern::complaint).ifPresent(reason -> within.add("pattern", reason));
            return new Validation(shortest.orElse(null), longest.orElse(null), pattern.orElse(null));
        });
    }

    private static @Nullable DisplaySettings displaySettings(JsonBody item, FieldErrors errors) {
        Optional<JsonBody> object = item.object("display_settings", errors);
        if (object.isEmpty()) {
            return null;
        }
        return TemplateInput.prefixed("display_settings.", errors, within -> {
            JsonBody given = object.get();
            Optional<Integer> smallest = given.whole("scale_min", -LARGEST_SCALE, LARGEST_SCALE, within);
            Optional<Integer> largest = given.whole("scale_max", -LARGEST_SCALE, LARGEST_SCALE, within);
            if (smallest.isPresent() && largest.isPresent() && smallest.get() >= largest.get()) {
                within.add("scale_max", "must be greater than scale_min");
            }
            return new DisplaySettings(
                    given.flag("show_labels", within).orElse(null),
                    TemplateInput.word(given, "orientation", Orientation.class, within)
                            .orElse(null),
                    smallest.orElse(null),
                    largest.orElse(null),
                    given.whole("scale_step", 1, 2 * LARGEST_SCALE, within).orElse(null));
        });
    }

    private @Nullable ConditionalLogic conditionalLogic(JsonBody item, String id, FieldErrors errors) {
        return item.object("conditional_logic", errors)
                .flatMap(logic -> TemplateInput.prefixed(
                        "conditional_logic.",
                        errors,
                        within -> logic.object("show_if", within)
                                .flatMap(object -> TemplateInput.prefixed(
                                        "show_if.", within, deeper -> showIf(object, id, deeper)))))
                .map(ConditionalLogic::new)
                .orElse(null);
    }

    private Optional<ShowIf> showIf(JsonBody object, String id, FieldErrors errors) {
        object.demand(List.of("question_id", "operator", "value"), errors);
        Optional<String> earlier = object.line("question_id", LONGEST_ID, errors);
        earlier.flatMap(name -> complaint(name, id)).ifPresent(reason -> errors.add("question_id", reason));
        Optional<Operator> operator = TemplateInput.word(object, "operator", Operator.class, errors);
        Optional<Object> value = object.scalar("value", LONGEST_OPTION, errors);
        Optional<Known> about = earlier.map(known::get);
        if (operator.isPresent() && value.isPresent() && about.isPresent()) {
            checkComparison(about.get(), operator.get(), value.get(), errors);
        }
        return earlier.flatMap(name -> operator.flatMap(sort -> value.map(wanted -> new ShowIf(name, sort, wanted))));
    }

    private Optional<String> complaint(String name, String id) {
        if (name.equals(id)) {
            return Optional.of("must not be the question itself");
        }
        if (known.containsKey(name)) {
            return Optional.empty();
        }
        return Optional.of(named.contains(name) ? "must be an earlier question" : "names no question of the template");
    }

    /** A condition that no answer could ever fulfil is a mistake. */
    private static void checkComparison(Known about, Operator operator, Object value, FieldErrors errors) {
        if (about.type().isEmpty()) {
            return;
        }
        QuestionType type = about.type().get();
        if (operator.ordering() && !type.numeric() && type != QuestionType.MULTIPLE_CHOICE) {
            errors.add("operator", "must be equals or not_equals for a question of type " + type.word());
        } else if ((operator.ordering() || type.numeric())
                && Values.number(value).isEmpty()) {
            errors.add("value", "must be a number");
        } else if (type == QuestionType.YES_NO && Values.truth(value).isEmpty()) {
            errors.add("value", "must be true or false");
        } else if (type == QuestionType.MULTIPLE_CHOICE
                && !operator.ordering()
                && !about.options().isEmpty()
                && about.options().stream().noneMatch(option -> option.chosenBy(value))) {
            errors.add("value", "must be one of that question's options");
        }
    }
}
