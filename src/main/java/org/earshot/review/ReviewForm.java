package org.earshot.review;

import io.quarkus.qute.TemplateData;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earshot.feedbackrequest.AskedFeedback;
import org.earshot.kernel.Text;
import org.earshot.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * The page's form: how it is shown, and how it is read when it comes back (W66).
 *
 * @param errors in the order of the fields
 */
@TemplateData
record ReviewForm(
        String company,
        @Nullable String staffName,
        String author,
        String title,
        String text,
        boolean anonymous,
        String action,
        String openedUrl,
        String proof,
        List<Question> questions,
        List<FieldError> errors,
        @Nullable String titleError,
        @Nullable String textError) {

    /** A question with its five possible answers, one of them perhaps chosen. */
    @TemplateData
    record Question(
            String field,
            String text,
            @Nullable Integer chosen,
            @Nullable String error) {}

    /** What is wrong with a field. */
    @TemplateData
    record FieldError(String field, String message) {}

    private static final String PREFIX = "rating_";
    private static final int TITLE_LENGTH = 300;
    private static final int TEXT_LENGTH = 10_000;
    private static final int BEST = 5;

    /** The form as somebody first sees it. */
    static ReviewForm blank(String link, String company, AskedFeedback asked, List<String> questions, String proof) {
        return new ReviewForm(
                company,
                asked.staffName(),
                asked.author(),
                asked.title() == null ? "" : asked.title(),
                "",
                false,
                "/r/" + link,
                "/r/" + link + "/opened",
                proof,
                questions(questions, Map.of(), Map.of()),
                List.of(),
                null,
                null);
    }

    /** The form as it came back, with what is wrong with it. */
    ReviewForm filledIn(List<String> asked, MultivaluedMap<String, String> fields, PageWords words) {
        FieldErrors errors = new FieldErrors();
        Map<String, Integer> chosen = new HashMap<>();
        for (int n = 1; n <= asked.size(); n++) {
            String field = field(n);
            Integer rating = rating(fields.getFirst(field));
            if (rating == null) {
                errors.add(field, words.choose());
            } else {
                chosen.put(field, rating);
            }
        }
        String givenTitle = given(fields, "title", TITLE_LENGTH, errors, words)
                .replaceAll("\\s+", " ")
                .strip();
        String givenText = given(fields, "text", TEXT_LENGTH, errors, words).strip();
        return new ReviewForm(
                company,
                staffName,
                author,
                givenTitle,
                givenText,
                fields.containsKey("anonymous"),
                action,
                openedUrl,
                proof,
                questions(asked, chosen, errors.asMap()),
                errors.asMap().entrySet().stream()
                        .map(error ->
                                new FieldError(error.getKey(), named(error.getKey(), error.getValue(), asked, words)))
                        .toList(),
                errors.asMap().get("title"),
                errors.asMap().get("text"));
    }

    /** What the form says, once nothing is wrong with it. */
    Answer answer() {
        return new Answer(questions.stream().map(Question::chosen).toList(), title, text, anonymous);
    }

    private static String given(
            MultivaluedMap<String, String> fields, String field, int longest, FieldErrors errors, PageWords words) {
        String text = fields.getFirst(field);
        if (text == null) {
            return "";
        }
        if (text.codePointCount(0, text.length()) > longest) {
            errors.add(field, words.tooLong(longest));
        } else if (!Text.isStorable(text)) {
            errors.add(field, words.unstorable());
        }
        return text;
    }

    private static @Nullable Integer rating(@Nullable String text) {
        return text != null && text.length() == 1 && text.charAt(0) >= '1' && text.charAt(0) <= '0' + BEST
                ? Integer.valueOf(text)
                : null;
    }

    private static List<Question> questions(
            List<String> asked, Map<String, Integer> chosen, Map<String, String> errors) {
        List<Question> questions = new ArrayList<>();
        for (int n = 1; n <= asked.size(); n++) {
            String field = field(n);
            questions.add(new Question(field, asked.get(n - 1), chosen.get(field), errors.get(field)));
        }
        return questions;
    }

    /** In the summary a complaint stands apart from its question, and has to name it. */
    private static String named(String field, String error, List<String> asked, PageWords words) {
        return field.startsWith(PREFIX)
                ? words.chooseFor(asked.get(Integer.parseInt(field.substring(PREFIX.length())) - 1))
                : error;
    }

    private static String field(int n) {
        return PREFIX + n;
    }
}
