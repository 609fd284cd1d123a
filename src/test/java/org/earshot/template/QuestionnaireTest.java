package org.earshot.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers fit a template, and what they count. */
@Tag("A21")
class QuestionnaireTest {

    private static final String SOLVED = question("solved", "yes_no", "");
    private static final String SCORE = question("score", "scale", "'display_settings':{'scale_min':1,'scale_max':7}");
    private static final String WHY = question("why", "text", "");

    private static String question(String id, String type, String more) {
        return "{'question_id':'%s','question_text':'Text of %s','question_type':'%s'%s}"
                .formatted(id, id, type, more.isEmpty() ? "" : "," + more);
    }

    private static String showIf(String id, String operator, String value) {
        return "'conditional_logic':{'show_if':{'question_id':'%s','operator':'%s','value':%s}}"
                .formatted(id, operator, value);
    }

    private static Questionnaire asking(String... questions) {
        return with("{}", questions);
    }

    private static Questionnaire with(String settings, String... questions) {
        String json = "{'name':'n','template_type':'survey','settings':%s,'questions':[%s]}"
                .formatted(settings, String.join(",", questions))
                .replace('\'', '"');
        TemplateFields fields =
                TemplateInput.first(JsonBody.read(json.getBytes(StandardCharsets.UTF_8)), new FieldErrors());
        return new Questionnaire(
                "69a42bc0000000000000002a", "Visit", 3, fields.active(), fields.asked(), fields.notifications());
    }

    private static GivenAnswer answer(String id, QuestionType type, @Nullable Object value) {
        return new GivenAnswer(id, type, value, null);
    }

    private static GivenAnswer words(String id, @Nullable Object value) {
        return answer(id, QuestionType.TEXT, value);
    }

    private static GivenAnswer yesNo(String id, Object value) {
        return answer(id, QuestionType.YES_NO, value);
    }

    private static Map<String, String> complaints(Questionnaire asked, GivenAnswer... answers) {
        FieldErrors errors = new FieldErrors();
        asked.check(Arrays.asList(answers), errors);
        return errors.asMap();
    }

    private static Map<String, String> complaint(String field, String reason) {
        return Map.of(field, reason);
    }

    @Test
    void aTemplateThatIsNotKnownAsksNothingAndTakesEverything() {
        Questionnaire unknown = Questionnaire.unknown("my-own");
        assertEquals("my-own", unknown.templateId());
        assertEquals(0, unknown.version());
        assertTrue(unknown.active());
        assertTrue(unknown.anonymousAllowed());
        assertEquals(NotificationSettings.NONE, unknown.notifications());
        assertEquals(Optional.empty(), unknown.textOf("q"));
        assertEquals(Map.of(), complaints(unknown, words("q", "a"), words("q", "b")));
        assertEquals(2, unknown.asked(List.of(words("a", "a"), words("b", null))));
        assertEquals(1, unknown.answered(List.of(words("a", "a"), words("b", null))));
    }

    @Test
    void whatTheTemplateSaysIsTold() {
        Questionnaire asked = with("{'allow_anonymous':false}", SOLVED, WHY);
        assertEquals(3, asked.version());
        assertFalse(asked.anonymousAllowed());
        assertEquals(Optional.of("Text of why"), asked.textOf("why"));
        assertEquals(Optional.empty(), asked.textOf("when"));
    }

    @Test
    void requiredQuestionsMustBeAnswered() {
        Questionnaire asked =
                asking(question("a", "text", "'is_required':true"), question("b", "text", "'is_required':true"), WHY);
        assertEquals(complaint("responses", "must answer a, b"), complaints(asked));
        assertEquals(complaint("responses", "must answer b"), complaints(asked, words("a", "yes"), words("b", "  ")));
        assertEquals(
                Map.of(),
                complaints(asked, words("a", "yes"), new GivenAnswer("b", QuestionType.TEXT, null, "in words")));
    }

    @Test
    void aTemplateMayRequireAllThatIsAsked() {
        Questionnaire asked = with(
                "{'require_all_questions':true}",
                SOLVED,
                question("open", "text", showIf("solved", "equals", "false")));
        assertEquals(complaint("responses", "must answer solved"), complaints(asked));
        assertEquals(Map.of(), complaints(asked, yesNo("solved", true)));
        assertEquals(complaint("responses", "must answer open"), complaints(asked, yesNo("solved", false)));
    }

    @Test
    @Tag("A18")
    void whatIsHiddenHidesWhatDependsOnIt() {
        Questionnaire asked = asking(
                SOLVED,
                question("score", "scale", "'is_required':true," + showIf("solved", "equals", "false")),
                question("why", "text", "'is_required':true," + showIf("score", "less_than", "4")));
        assertEquals(1, asked.asked(List.of()));
        GivenAnswer low = answer("score", QuestionType.SCALE, 2L);
        assertEquals(complaint("responses", "must answer why"), complaints(asked, yesNo("solved", "No"), low));
        assertEquals(3, asked.asked(List.of(yesNo("solved", false), low)));
        assertEquals(2, asked.answered(List.of(yesNo("solved", false), low)));
        assertEquals(Map.of(), complaints(asked, yesNo("solved", true), low));
        assertEquals(1, asked.asked(List.of(yesNo("solved", true), low)));
        assertEquals(1, asked.answered(List.of(yesNo("solved", true), low)), "an answer to what is hidden is none");
    }

    @ParameterizedTest
    @CsvSource({
        "equals, 3, 3, 2",
        "equals, 3, 4, 1",
        "not_equals, 3, 4, 2",
        "not_equals, 3, 3, 1",
        "greater_than, 3, 4, 2",
        "greater_than, 3, 3, 1",
        "less_than, 3, 2, 2",
        "less_than, 3, 3, 1",
        "less_than, 10, 9, 2"
    })
    @Tag("A18")
    void numbersAreComparedByTheirSize(String operator, String wanted, long given, int asked) {
        Questionnaire template =
                asking(question("n", "rating", ""), question("next", "text", showIf("n", operator, wanted)));
        assertEquals(asked, template.asked(List.of(answer("n", QuestionType.RATING, given))));
        assertEquals(asked, template.asked(List.of(answer("n", QuestionType.RATING, Long.toString(given)))));
        assertEquals(1, template.asked(List.of()), "no answer fulfils nothing");
    }

    @ParameterizedTest
    @CsvSource({"equals, late, 2", "equals, Late, 1", "not_equals, late, 1", "not_equals, early, 2"})
    void textsAreComparedAsTheyAre(String operator, String given, int asked) {
        Questionnaire template =
                asking(question("t", "text", ""), question("next", "text", showIf("t", operator, "'late'")));
        assertEquals(asked, template.asked(List.of(words("t", given))));
    }

    @Test
    void ofSeveralChoicesOneIsEnough() {
        Questionnaire template = asking(
                question("c", "multiple_choice", "'options':[{'value':'a'},{'value':'b'},{'value':'c'}]"),
                question("if_a", "text", showIf("c", "equals", "'a'")),
                question("if_not_a", "text", showIf("c", "not_equals", "'a'")));
        GivenAnswer a = answer("c", QuestionType.MULTIPLE_CHOICE, "a");
        GivenAnswer b = answer("c", QuestionType.MULTIPLE_CHOICE, "b");
        assertEquals(2, template.asked(List.of(a, b)));
        assertEquals(2, template.asked(List.of(b)));
        assertEquals(1, template.answered(List.of(a, b)));
        assertEquals(Map.of(), complaints(template, a, b));
    }

    @Test
    void otherQuestionsAreAnsweredOnce() {
        assertEquals(
                complaint("responses[1].question_id", "is answered more than once"),
                complaints(asking(WHY), words("why", "a"), words("why", "b")));
    }

    @Test
    void onlyWhatIsOnOfferCanBeChosen() {
        Questionnaire template =
                asking(question("c", "multiple_choice", "'options':[{'value':'a'},{'value':4},{'value':true}]"));
        for (Object good : List.of("a", 4L, "4", true, "true")) {
            assertEquals(Map.of(), complaints(template, answer("c", QuestionType.MULTIPLE_CHOICE, good)));
        }
        for (Object bad : List.of("A", 5L, "d", false)) {
            assertEquals(
                    complaint("responses[0].response_value", "must be one of the options"),
                    complaints(template, answer("c", QuestionType.MULTIPLE_CHOICE, bad)));
        }
    }

    @Test
    void aScaleIsBoundedByItsEnds() {
        assertEquals(Map.of(), complaints(asking(SCORE), answer("score", QuestionType.SCALE, 7L)));
        for (Object bad : List.of(0L, 8L, -1L)) {
            assertEquals(
                    complaint("responses[0].response_value", "must be an integer between 1 and 7"),
                    complaints(asking(SCORE), answer("score", QuestionType.SCALE, bad)));
        }
        for (Object bad : List.of("many", true, "3.5")) {
            assertEquals(
                    complaint("responses[0].response_value", "must be an integer"),
                    complaints(asking(SCORE), answer("score", QuestionType.SCALE, bad)));
        }
        assertEquals(
                Map.of(),
                complaints(asking(question("r", "rating", "")), answer("r", QuestionType.RATING, 1000L)),
                "without ends, any integer will do");
    }

    @Test
    void anNpsQuestionIsAnsweredAsARatingOrAScale() {
        Questionnaire template = asking(question("n", "nps", ""));
        assertEquals(Map.of(), complaints(template, answer("n", QuestionType.RATING, 0L)));
        assertEquals(Map.of(), complaints(template, answer("n", QuestionType.SCALE, 10L)));
        assertEquals(
                complaint("responses[0].response_value", "must be an integer between 0 and 10"),
                complaints(template, answer("n", QuestionType.SCALE, 11L)));
        assertEquals(
                complaint("responses[0].question_type", "must be rating or scale"),
                complaints(template, words("n", "9")));
    }

    @Test
    void anAnswerIsOfTheTypeOfItsQuestion() {
        assertEquals(
                complaint("responses[0].question_type", "must be yes_no"),
                complaints(asking(SOLVED), words("solved", "yes")));
        assertEquals(
                complaint("responses[0].response_value", "must be true or false"),
                complaints(asking(SOLVED), yesNo("solved", "perhaps")));
        for (Object good : List.of(true, false, "yes", "NO", "True")) {
            assertEquals(Map.of(), complaints(asking(SOLVED), yesNo("solved", good)));
        }
    }

    @Test
    void wordsAreHeldToTheirValidation() {
        Questionnaire template = asking(
                question("t", "text", "'validation':{'min_length':2,'max_length':4,'pattern':'[a-z\uD83D\uDE00]+'}"));
        assertEquals(Map.of(), complaints(template, words("t", "abcd")));
        assertEquals(Map.of(), complaints(template, words("t", "abc\uD83D\uDE00")), "4 characters in 5 units");
        assertEquals(Map.of(), complaints(template, words("t", " ")), "no answer is not too short");
        assertEquals(
                complaint("responses[0].response_value", "must not be shorter than 2 characters"),
                complaints(template, words("t", "a")));
        assertEquals(
                complaint("responses[0].response_value", "must not be longer than 4 characters"),
                complaints(template, words("t", "abcde")));
        assertEquals(
                complaint("responses[0].response_value", "must match the pattern that the template asks for"),
                complaints(template, words("t", "abc1")),
                "all of it has to match");
    }

    @Test
    void allThatIsBadIsNamed() {
        assertEquals(
                List.of("responses[1].response_value", "responses[2].question_type", "responses"),
                List.copyOf(complaints(
                                asking(SCORE, SOLVED, question("must", "text", "'is_required':true")),
                                words("own", "kept"),
                                answer("score", QuestionType.SCALE, 9L),
                                answer("solved", QuestionType.RATING, true))
                        .keySet()));
    }

    @Test
    void answersToQuestionsThatAreNotKnownAreTaken() {
        assertEquals(Map.of(), complaints(asking(WHY), words("own", "a"), words("own", "b")));
        assertEquals(0, asking(WHY).answered(List.of(words("own", "a"))));
    }

    @Test
    @Tag("A28")
    void numbersCountAsTheyAre() {
        Questionnaire template = asking(SCORE, SOLVED, WHY, question("n", "nps", ""));
        assertEquals(OptionalDouble.of(5), template.score(answer("score", QuestionType.SCALE, 5L)));
        assertEquals(OptionalDouble.of(5), template.score(answer("score", QuestionType.SCALE, "5")));
        assertEquals(OptionalDouble.of(0), template.score(answer("n", QuestionType.RATING, 0L)));
        assertEquals(OptionalDouble.of(1), template.score(yesNo("solved", true)));
        assertEquals(OptionalDouble.of(0), template.score(yesNo("solved", "no")));
        assertEquals(OptionalDouble.empty(), template.score(words("why", "5")));
        assertEquals(OptionalDouble.empty(), template.score(answer("score", QuestionType.SCALE, null)));
    }

    @Test
    @Tag("A28")
    void aChoiceCountsItsWeightOrElseItsValue() {
        Questionnaire template = asking(question(
                "c",
                "multiple_choice",
                "'options':[{'value':'a','weight':2.5},{'value':4},{'value':'7'},{'value':'x'}]"));
        assertEquals(OptionalDouble.of(2.5), template.score(answer("c", QuestionType.MULTIPLE_CHOICE, "a")));
        assertEquals(OptionalDouble.of(4), template.score(answer("c", QuestionType.MULTIPLE_CHOICE, 4L)));
        assertEquals(OptionalDouble.of(7), template.score(answer("c", QuestionType.MULTIPLE_CHOICE, "7")));
        assertEquals(OptionalDouble.empty(), template.score(answer("c", QuestionType.MULTIPLE_CHOICE, "x")));
    }

    @Test
    @Tag("A28")
    void withoutAQuestionTheAnswersOwnTypeDecides() {
        Questionnaire unknown = Questionnaire.unknown("t");
        assertEquals(OptionalDouble.of(4), unknown.score(answer("q", QuestionType.RATING, 4L)));
        assertEquals(OptionalDouble.of(4), unknown.score(answer("q", QuestionType.MULTIPLE_CHOICE, "4")));
        assertEquals(OptionalDouble.of(1), unknown.score(yesNo("q", true)));
        assertEquals(OptionalDouble.empty(), unknown.score(words("q", "4")));
        assertEquals(OptionalDouble.empty(), unknown.score(answer("q", QuestionType.RATING, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rating", "multiple_choice", "text", "yes_no", "scale", "nps"})
    void typesAreSpeltAsTheContractDoes(String word) {
        assertEquals(word, QuestionType.of(word).orElseThrow().word());
        assertEquals(Optional.empty(), QuestionType.of(word + "s"));
    }
}
