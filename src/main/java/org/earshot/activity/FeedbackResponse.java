package org.earshot.activity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.alert.FeedbackNews;
import org.earshot.analytics.AnswerFact;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.template.GivenAnswer;
import org.earshot.template.QuestionType;
import org.earshot.template.Questionnaire;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One answer within a piece of feedback, as it is stored and shown (A14).
 *
 * @param value text, an integer or a truth value, of the type that was sent
 * @param score what it counts in averages; null if it is no number
 */
@RegisterForReflection
@Schema(name = "ActivityFeedbackResponse", description = "An answer to one question")
record FeedbackResponse(
        @JsonProperty("question_id")
        @Schema(
                description = "The question's name within its template",
                maxLength = FeedbackResponse.LONGEST_ID,
                examples = "q1")
        String questionId,

        @JsonProperty("question_text")
        @Schema(
                description = "What was asked, as the template said then; as the caller said, if the template or the"
                        + " question is not known",
                maxLength = FeedbackResponse.LONGEST_QUESTION,
                examples = "How was the visit?")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String questionText,

        @JsonProperty("question_type")
        @Schema(
                description = "How it was answered",
                enumeration = {"rating", "multiple_choice", "text", "yes_no", "scale"})
        String questionType,

        @JsonProperty("response_value")
        @Schema(ref = "ActivityFeedbackValue")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Object value,

        @JsonProperty("response_text")
        @Schema(
                description = "What was said besides",
                maxLength = FeedbackResponse.LONGEST_TEXT,
                examples = "Very friendly")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String text,

        @JsonIgnore @Schema(hidden = true) @Nullable Double score) {

    static final String FIELD = "responses";
    static final int MOST = 200;

    private static final int LONGEST_ID = 64;
    private static final int LONGEST_QUESTION = 2_000;
    private static final int LONGEST_TEXT = 10_000;

    private static final String ID = "question_id";
    private static final String QUESTION = "question_text";
    private static final String TYPE = "question_type";
    private static final String VALUE = "response_value";
    private static final String TEXT = "response_text";
    private static final String SCORE = "score";

    /** An nps question is answered as rating or scale (A21). */
    private static final List<String> TYPES = Arrays.stream(QuestionType.values())
            .filter(type -> type != QuestionType.NPS)
            .map(FeedbackResponse::word)
            .toList();

    /** Reads all answers of a body; bad ones are noted and left out. */
    static List<FeedbackResponse> parse(JsonBody body, FieldErrors errors) {
        return Items.read(body, FIELD, MOST, errors, FeedbackResponse::parseOne);
    }

    private static Optional<FeedbackResponse> parseOne(JsonBody fields, FieldErrors errors) {
        fields.demand(List.of(ID, TYPE), errors);
        Optional<String> id = fields.line(ID, LONGEST_ID, errors);
        Optional<String> type = Items.word(fields, TYPE, TYPES, errors);
        Optional<String> question = fields.text(QUESTION, LONGEST_QUESTION, errors);
        Optional<Object> value = fields.scalar(VALUE, LONGEST_TEXT, errors);
        Optional<String> text = fields.text(TEXT, LONGEST_TEXT, errors);
        return errors.asMap().isEmpty()
                ? Optional.of(new FeedbackResponse(
                        id.orElseThrow(),
                        question.orElse(null),
                        type.orElseThrow(),
                        value.orElse(null),
                        text.orElse(null),
                        null))
                : Optional.empty();
    }

    /** The same answer as its template sees it: with the words of its question, and its score (A15, A28). */
    FeedbackResponse on(Questionnaire questionnaire) {
        OptionalDouble points = questionnaire.score(answer());
        return new FeedbackResponse(
                questionId,
                questionnaire.textOf(questionId).orElse(questionText),
                questionType,
                value,
                text,
                points.isPresent() ? points.getAsDouble() : null);
    }

    /** As the template's rules look at it. */
    GivenAnswer answer() {
        return new GivenAnswer(questionId, QuestionType.valueOf(questionType.toUpperCase(Locale.ROOT)), value, text);
    }

    /** As it is counted. */
    AnswerFact fact() {
        return new AnswerFact(questionId, questionText, score);
    }

    /** As somebody reads it who is told of it. */
    FeedbackNews.Answer news() {
        String given = value instanceof Boolean yes ? (yes ? "✓" : "✗") : value == null ? null : value.toString();
        return new FeedbackNews.Answer(
                questionText == null ? questionId : questionText,
                Stream.of(Optional.ofNullable(given), Optional.ofNullable(text))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(" – ")));
    }

    /** What was said in words of one's own. */
    Stream<String> words() {
        String answered = value instanceof String words && questionType.equals(word(QuestionType.TEXT)) ? words : null;
        return Stream.of(Optional.ofNullable(answered), Optional.ofNullable(text))
                .flatMap(Optional::stream);
    }

    static JsonArray write(List<FeedbackResponse> responses) {
        JsonArray all = new JsonArray();
        for (FeedbackResponse each : responses) {
            JsonObject one = new JsonObject().put(ID, each.questionId).put(TYPE, each.questionType);
            Items.putIfKnown(one, QUESTION, each.questionText);
            Items.putIfKnown(one, VALUE, each.value);
            Items.putIfKnown(one, TEXT, each.text);
            Items.putIfKnown(one, SCORE, each.score);
            all.add(one);
        }
        return all;
    }

    static List<FeedbackResponse> read(JsonArray stored) {
        List<FeedbackResponse> all = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            JsonObject one = stored.getJsonObject(i);
            Object value = one.getValue(VALUE);
            all.add(new FeedbackResponse(
                    one.getString(ID),
                    one.getString(QUESTION),
                    one.getString(TYPE),
                    // JSON does not tell an int from a long
                    value instanceof Number number ? (Object) number.longValue() : value,
                    one.getString(TEXT),
                    one.getDouble(SCORE)));
        }
        return all;
    }

    private static String word(QuestionType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
