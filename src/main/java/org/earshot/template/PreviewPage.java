package org.earshot.template;

import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a preview shows.
 *
 * @param style of all of it: colour and font
 */
@TemplateData
record PreviewPage(
        String name,
        String description,
        String theme,
        String style,
        String css,
        boolean progress,
        List<PreviewQuestion> questions) {

    /**
     * A question on the page: one of several choices, a number, or words.
     *
     * @param choices none if it is answered in another way
     * @param minLength of words; null if any length will do, and so the others
     */
    @TemplateData
    record PreviewQuestion(
            String field,
            String text,
            boolean required,
            boolean conditional,
            String orientation,
            boolean labelled,
            List<Choice> choices,
            boolean inWords,
            @Nullable Integer minLength,
            @Nullable Integer maxLength,
            @Nullable Integer smallest,
            @Nullable Integer largest) {}

    /** One of the answers on offer. */
    @TemplateData
    record Choice(String id, String value, String label) {}

    /** A longer scale is a field for a number, and no row of buttons. */
    private static final int MOST_BUTTONS = 21;

    private static final int NPS_MAX = 10;
    private static final int RATING_MAX = 5;
    private static final int SCALE_MAX = 10;

    static PreviewPage of(TemplateFields fields) {
        List<PreviewQuestion> questions = new ArrayList<>();
        for (Question question : fields.asked().questions()) {
            questions.add(of(
                    "question_" + (questions.size() + 1),
                    question,
                    fields.asked().settings()));
        }
        Styling styling = fields.styling();
        return new PreviewPage(
                fields.name(),
                orEmpty(fields.description()),
                styling.theme().word(),
                (styling.primaryColor() == null ? "" : "--primary: " + styling.primaryColor() + ";")
                        + (styling.fontFamily() == null ? "" : "font-family: " + styling.fontFamily() + ";"),
                orEmpty(styling.customCss()),
                fields.asked().settings().showProgress(),
                questions);
    }

    private static PreviewQuestion of(String field, Question question, TemplateSettings settings) {
        DisplaySettings display = question.displaySettings() == null
                ? new DisplaySettings(null, null, null, null, null)
                : question.displaySettings();
        Validation validation =
                question.validation() == null ? new Validation(null, null, null) : question.validation();
        Orientation orientation = display.orientation() != null
                ? display.orientation()
                : question.type().numeric() ? Orientation.HORIZONTAL : Orientation.VERTICAL;
        return new PreviewQuestion(
                field,
                question.text(),
                question.required() || settings.requireAllQuestions(),
                question.conditionalLogic() != null,
                orientation.word(),
                display.showLabels() == null || display.showLabels(),
                choices(field, question, display),
                question.type() == QuestionType.TEXT,
                validation.minLength(),
                validation.maxLength(),
                display.scaleMin(),
                display.scaleMax());
    }

    private static List<Choice> choices(String field, Question question, DisplaySettings display) {
        return switch (question.type()) {
            case TEXT -> List.of();
            case YES_NO -> List.of(new Choice(field + "_1", "true", "Yes"), new Choice(field + "_2", "false", "No"));
            case MULTIPLE_CHOICE ->
                IntStream.range(0, question.options().size())
                        .mapToObj(i -> new Choice(
                                field + "_" + (i + 1),
                                Values.text(question.options().get(i).value()),
                                question.options().get(i).label()))
                        .toList();
            case NPS -> scale(field, question, 0, NPS_MAX, 1);
            case RATING -> scale(field, question, display, RATING_MAX);
            case SCALE -> scale(field, question, display, SCALE_MAX);
        };
    }

    private static List<Choice> scale(String field, Question question, DisplaySettings display, int usualMax) {
        int smallest = display.scaleMin() == null ? 1 : display.scaleMin();
        int largest = display.scaleMax() == null ? Math.max(usualMax, smallest + 1) : display.scaleMax();
        int step = display.scaleStep() == null ? 1 : display.scaleStep();
        return (largest - smallest) / step < MOST_BUTTONS ? scale(field, question, smallest, largest, step) : List.of();
    }

    private static List<Choice> scale(String field, Question question, int smallest, int largest, int step) {
        return IntStream.iterate(smallest, value -> value <= largest, value -> value + step)
                .mapToObj(value -> new Choice(
                        field + "_" + (value - smallest + 1), Integer.toString(value), label(question, value)))
                .toList();
    }

    /** An option of a scale names one of its points. */
    private static String label(Question question, int value) {
        return question.options().stream()
                .filter(option -> option.chosenBy((long) value))
                .map(Option::label)
                .findFirst()
                .orElse(Integer.toString(value));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
