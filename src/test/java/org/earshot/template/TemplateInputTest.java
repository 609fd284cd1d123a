package org.earshot.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.problem.Problem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Templates as callers send them. */
@Tag("A30")
class TemplateInputTest {

    private static final String LEAST =
            "{'name':'Visit','template_type':'survey','questions':[{'question_text':'How?','question_type':'rating'}]}";

    private static JsonBody body(String json) {
        return JsonBody.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static TemplateFields first(String json) {
        return TemplateInput.first(body(json), new FieldErrors());
    }

    private static TemplateFields changed(TemplateFields before, String json) {
        return TemplateInput.changed(body(json), before, new FieldErrors());
    }

    private static Set<String> badFields(String json) {
        Problem problem = assertThrows(Problem.class, () -> first(json));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        return problem.fields().keySet();
    }

    /** A template with these questions. */
    private static String asking(String questions) {
        return "{'name':'n','template_type':'custom','questions':[" + questions + "]}";
    }

    private static final String RATING = "{'question_id':'r','question_text':'t','question_type':'rating'}";
    private static final String CHOICE =
            "{'question_id':'c','question_text':'t','question_type':'multiple_choice','options':[{'value':'a'},{'value':'b'}]}";
    private static final String YES_NO = "{'question_id':'y','question_text':'t','question_type':'yes_no'}";
    private static final String TEXT = "{'question_id':'t','question_text':'t','question_type':'text'}";

    private static String onlyIf(String id, String operator, String value) {
        return "{'question_id':'x','question_text':'t','question_type':'text','conditional_logic':{'show_if':"
                + "{'question_id':'%s','operator':'%s','value':%s}}}".formatted(id, operator, value);
    }

    @Test
    void whatIsNotMentionedGetsItsDefault() {
        TemplateFields fields = first(LEAST);
        assertTrue(fields.active());
        assertNull(fields.description());
        assertNull(fields.category());
        assertEquals(
                new TemplateSettings(true, true, false, false, null, new TemplateSettings.Reminders(false, List.of())),
                fields.asked().settings());
        assertEquals(new NotificationSettings(false, false, 5, List.of()), fields.notifications());
        assertEquals(new Styling(Theme.LIGHT, null, null, null), fields.styling());
        Question question = fields.asked().questions().get(0);
        assertTrue(question.id().length() > 10, "made by us");
        assertEquals(
                new Question(question.id(), "How?", QuestionType.RATING, false, List.of(), null, null, null), question);
    }

    @Test
    void allFieldsAreRead() {
        TemplateFields fields = first("""
                {'name':' Visit ','description':'Two\\nlines','category':'Sales','template_type':'nps','is_active':false,
                 'questions':[{'question_id':'q1','question_text':'t','question_type':'multiple_choice','is_required':true,
                   'options':[{'value':4,'label':'Four','weight':0.5},{'value':true},{'value':'x','weight':2.0}],
                   'validation':{'min_length':1,'max_length':2.0,'pattern':'[a-z]+'},
                   'display_settings':{'show_labels':false,'orientation':'vertical','scale_min':0,'scale_max':9,'scale_step':3}},
                  {'question_text':'u','question_type':'text','conditional_logic':
                   {'show_if':{'question_id':'q1','operator':'equals','value':4}}}],
                 'settings':{'allow_anonymous':false,'show_progress':false,'require_all_questions':true,
                   'randomize_questions':true,'max_completion_time':10,
                   'reminder_settings':{'send_reminders':true,'reminder_intervals':[24,72]}},
                 'notification_settings':{'notify_on_completion':true,'notify_on_low_rating':true,
                   'low_rating_threshold':0,'notification_recipients':['a@example.com','b.c@example.co.uk']},
                 'styling':{'theme':'dark','primary_color':'#0B5','font_family':'Georgia, serif','custom_css':'p { margin: 0 }'}}
                """);
        assertEquals("Visit", fields.name());
        assertEquals("Two\nlines", fields.description());
        assertEquals(TemplateType.NPS, fields.type());
        Question question = fields.asked().questions().get(0);
        assertEquals(
                List.of(
                        new Option(4L, "Four", new BigDecimal("0.5")),
                        new Option(true, "true", null),
                        new Option("x", "x", new BigDecimal("2"))),
                question.options());
        assertEquals(new Validation(1, 2, "[a-z]+"), question.validation());
        assertEquals(new DisplaySettings(false, Orientation.VERTICAL, 0, 9, 3), question.displaySettings());
        assertEquals(
                new ConditionalLogic(new ShowIf("q1", Operator.EQUALS, 4L)),
                fields.asked().questions().get(1).conditionalLogic());
        assertEquals(
                new TemplateSettings(
                        false, false, true, true, 10, new TemplateSettings.Reminders(true, List.of(24, 72))),
                fields.asked().settings());
        assertEquals(
                new NotificationSettings(true, true, 0, List.of("a@example.com", "b.c@example.co.uk")),
                fields.notifications());
        assertEquals(new Styling(Theme.DARK, "#0B5", "Georgia, serif", "p { margin: 0 }"), fields.styling());
    }

    @Test
    void nothingAtAllLacksWhatIsRequired() {
        assertEquals(Set.of("name", "template_type", "questions"), badFields("{}"));
        assertEquals(
                Set.of("name", "template_type", "questions"),
                badFields("{'name':' ','template_type':null,'questions':[]}"));
        assertEquals(
                Set.of("questions[0].question_text", "questions[0].question_type", "questions[1]"),
                badFields(asking("{},7")));
    }

    @Test
    void allBadFieldsAreNamedByTheirPath() {
        assertEquals(
                Set.of(
                        "name",
                        "template_type",
                        "questions[0].options[0].value",
                        "questions[0].options[1].weight",
                        "questions[0].options[2]",
                        "questions[0].validation.max_length",
                        "questions[0].display_settings.scale_max",
                        "is_active",
                        "settings.max_completion_time",
                        "settings.reminder_settings.reminder_intervals",
                        "notification_settings.notification_recipients[1]",
                        "styling.primary_color",
                        "styling.custom_css"),
                badFields("""
                        {'name':'a\\nb','template_type':'form','is_active':'yes',
                         'questions':[{'question_text':'t','question_type':'multiple_choice',
                           'options':[{'value':1.5},{'value':'b','weight':'c'},'d'],
                           'validation':{'min_length':5,'max_length':4},
                           'display_settings':{'scale_min':3,'scale_max':3}}],
                         'settings':{'max_completion_time':0,'reminder_settings':{'reminder_intervals':[0]}},
                         'notification_settings':{'notification_recipients':['a@example.com','nobody']},
                         'styling':{'primary_color':'red','custom_css':'@import x'}}
                        """));
    }

    @Test
    void questionsHaveNamesOfTheirOwn() {
        assertEquals(Set.of("questions[1].question_id"), badFields(asking(RATING + "," + RATING)));
        assertEquals(
                Set.of("questions[0].options[1].value"),
                badFields(asking("{'question_text':'t','question_type':'multiple_choice',"
                        + "'options':[{'value':'4'},{'value':4}]}")));
        assertEquals(
                Set.of("questions[0].options"),
                badFields(asking("{'question_text':'t','question_type':'multiple_choice'}")));
    }

    @Test
    void thereIsAnEndToQuestions() {
        String many = IntStream.range(0, 200)
                .mapToObj(i -> RATING.replace("'r'", "'r" + i + "'"))
                .collect(Collectors.joining(","));
        assertEquals(200, first(asking(many)).asked().questions().size());
        assertEquals(Set.of("questions"), badFields(asking(many + "," + RATING)));
        assertEquals(
                Set.of("questions[0].question_text"),
                badFields(asking("{'question_text':'%s','question_type':'text'}".formatted("x".repeat(1001)))));
    }

    @Test
    void aConditionNamesAnEarlierQuestion() {
        String field = "questions[0].conditional_logic.show_if.question_id";
        assertEquals(Set.of(field), badFields(asking(onlyIf("nothing", "equals", "1"))));
        assertEquals(Set.of(field), badFields(asking(onlyIf("x", "equals", "1"))));
        assertEquals(Set.of(field), badFields(asking(onlyIf("r", "equals", "1") + "," + RATING)));
        assertEquals(
                1,
                first(asking(RATING + "," + onlyIf("r", "equals", "1"))).asked().questions().stream()
                        .filter(question -> question.conditionalLogic() != null)
                        .count());
        assertEquals(
                Set.of(field, field.replace("question_id", "operator"), field.replace("question_id", "value")),
                badFields(asking("{'question_text':'t','question_type':'text','conditional_logic':{'show_if':{}}}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "r | greater_than | 'many' | value",
                "r | equals       | true   | value",
                "r | equals       | 3.5    | value",
                "r | equals       | [3]    | value",
                "r | like         | 3      | operator",
                "y | greater_than | 1      | operator",
                "y | equals       | 'so'   | value",
                "t | less_than    | 5      | operator",
                "c | equals       | 'd'    | value",
                "c | greater_than | 'a'    | value",
            })
    void aConditionThatNothingCouldFulfilIsRefused(String id, String operator, String value, String field) {
        assertEquals(
                Set.of("questions[4].conditional_logic.show_if." + field),
                badFields(asking(String.join(",", RATING, CHOICE, YES_NO, TEXT, onlyIf(id, operator, value)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "r | greater_than | 3",
                "r | equals | '3'",
                "y | equals | false",
                "y | not_equals | 'yes'",
                "t | equals | 'late'",
                "c | equals | 'a'",
                "c | greater_than | 3"
            })
    void aConditionThatAnswersCanFulfilIsTaken(String id, String operator, String value) {
        assertEquals(
                5,
                first(asking(String.join(",", RATING, CHOICE, YES_NO, TEXT, onlyIf(id, operator, value))))
                        .asked()
                        .questions()
                        .size());
    }

    @Test
    void aChangeLeavesAloneWhatItDoesNotMention() {
        TemplateFields before = first("""
                {'name':'n','description':'d','template_type':'survey','questions':[{'question_text':'t','question_type':'text'}],
                 'settings':{'show_progress':false,'reminder_settings':{'send_reminders':true,'reminder_intervals':[24]}},
                 'notification_settings':{'notification_recipients':['a@example.com']},'styling':{'theme':'dark','primary_color':'#123'}}
                """);
        assertEquals(before, changed(before, "{}"));
        TemplateFields after = changed(before, """
                {'settings':{'allow_anonymous':false,'reminder_settings':{'reminder_intervals':[48]}},
                 'styling':{'primary_color':null},'notification_settings':null,'description':null}
                """);
        assertEquals(before.asked().questions(), after.asked().questions());
        assertEquals(
                new TemplateSettings(
                        false, false, false, false, null, new TemplateSettings.Reminders(true, List.of(48))),
                after.asked().settings());
        assertEquals(new Styling(Theme.DARK, null, null, null), after.styling());
        assertEquals(NotificationSettings.NONE, after.notifications());
        assertNull(after.description());
        Problem problem =
                assertThrows(Problem.class, () -> changed(before, "{'name':null,'template_type':'','questions':null}"));
        assertEquals(
                Set.of("name", "template_type", "questions"), problem.fields().keySet());
    }

    @Test
    void aQuestionThatIsSentAgainWithoutItsNameKeepsIt() {
        TemplateFields before = first(LEAST);
        String id = before.asked().questions().get(0).id();
        TemplateFields same = TemplateInput.replacing(body(LEAST), before, new FieldErrors());
        assertEquals(before, same);
        TemplateFields twice = changed(
                before,
                "{'questions':[{'question_text':'How?','question_type':'rating'},"
                        + "{'question_text':'How?','question_type':'rating'}]}");
        assertEquals(id, twice.asked().questions().get(0).id());
        assertNotEquals(id, twice.asked().questions().get(1).id());
        TemplateFields other = changed(before, "{'questions':[{'question_text':'How?','question_type':'scale'}]}");
        assertNotEquals(id, other.asked().questions().get(0).id());
    }

    @ParameterizedTest
    @EnumSource(Starter.class)
    void everyStarterIsATemplate(Starter starter) {
        TemplateFields fields = starter.fields();
        assertTrue(fields.asked().questions().size() >= 3);
        assertTrue(CompletionTime.seconds(fields.asked().questions()) > 0);
        assertEquals(fields, starter.fields());
    }

    @Test
    void thereAreAtLeastFiveStarters() {
        assertTrue(Arrays.stream(Starter.values())
                        .map(starter -> starter.fields().name())
                        .distinct()
                        .count()
                >= 5);
    }
}
