package org.earshot.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.earshot.problem.FieldErrors;

/** One version of a template, and which answers fit it (A21). One that is not known asks nothing and takes everything. */
public final class Questionnaire {

    private static final int UNKNOWN = 0;

    private final String templateId;
    private final String name;
    private final int version;
    private final boolean active;
    private final TemplateSettings settings;
    private final NotificationSettings notifications;
    private final List<Question> questions;
    private final Map<String, Question> byId = new HashMap<>();

    /** What a stored version of a template asks. */
    Questionnaire(
            String templateId,
            String name,
            int version,
            boolean active,
            Asked asked,
            NotificationSettings notifications) {
        this.templateId = templateId;
        this.name = name;
        this.version = version;
        this.active = active;
        this.settings = asked.settings();
        this.notifications = notifications;
        this.questions = asked.questions();
        questions.forEach(question -> byId.put(question.id(), question));
    }

    /** A template that is stored nowhere, under the name that a caller gave it. */
    public static Questionnaire unknown(String templateId) {
        return new Questionnaire(
                templateId,
                templateId,
                UNKNOWN,
                true,
                new Asked(List.of(), TemplateSettings.DEFAULT),
                NotificationSettings.NONE);
    }

    /** The {@code _id} of the template, or whatever a caller named. */
    public String templateId() {
        return templateId;
    }

    /** What the company calls it; where that is not known, the {@code _id}. */
    public String name() {
        return name;
    }

    /** Counts from 1; 0 for a template that is not known. */
    public int version() {
        return version;
    }

    /** Whether new feedback by it is taken. */
    public boolean active() {
        return active;
    }

    /** Whether feedback by it may be anonymous (A20). */
    public boolean anonymousAllowed() {
        return settings.allowAnonymous();
    }

    /** Whom the company wants to be told of feedback. */
    public NotificationSettings notifications() {
        return notifications;
    }

    /** What a question says; empty if there is no such question. */
    public Optional<String> textOf(String questionId) {
        return Optional.ofNullable(byId.get(questionId)).map(Question::text);
    }

    /**
     * Notes what is wrong with answers: one that does not fit its question, and required questions without any, unless
     * they are hidden. Answers to questions that are not known are nobody's business.
     */
    public void check(List<GivenAnswer> answers, FieldErrors errors) {
        Set<String> single = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            GivenAnswer answer = answers.get(i);
            Question question = byId.get(answer.questionId());
            if (question == null) {
                continue;
            }
            String path = "responses[" + i + "].";
            question.check(answer, path, errors);
            if (question.type() != QuestionType.MULTIPLE_CHOICE && !single.add(question.id())) {
                errors.add(path + "question_id", "is answered more than once");
            }
        }
        Map<String, List<Object>> given = given(answers);
        List<String> missing = shown(given).stream()
                .filter(question -> question.required() || settings.requireAllQuestions())
                .map(Question::id)
                .filter(id -> !given.containsKey(id))
                .toList();
        if (!missing.isEmpty()) {
            errors.add("responses", "must answer " + String.join(", ", missing));
        }
    }

    /** How many questions are asked of somebody who answers so: those that no condition hides (A18). */
    public int asked(List<GivenAnswer> answers) {
        return version == UNKNOWN ? answers.size() : shown(given(answers)).size();
    }

    /** How many of them are answered. */
    public int answered(List<GivenAnswer> answers) {
        if (version == UNKNOWN) {
            return (int) answers.stream()
                    .filter(answer -> !Values.blank(answer.value()) || !Values.blank(answer.text()))
                    .count();
        }
        Map<String, List<Object>> given = given(answers);
        return (int) shown(given).stream()
                .filter(question -> given.containsKey(question.id()))
                .count();
    }

    /** What an answer counts in averages (A28); empty if it is no number. */
    public OptionalDouble score(GivenAnswer answer) {
        Optional<BigDecimal> score = Optional.ofNullable(byId.get(answer.questionId()))
                .map(question -> question.score(answer))
                .orElseGet(() -> scoreOfUnknown(answer));
        return score.map(number -> OptionalDouble.of(number.doubleValue())).orElseGet(OptionalDouble::empty);
    }

    private static Optional<BigDecimal> scoreOfUnknown(GivenAnswer answer) {
        Object value = answer.value();
        if (value == null) {
            return Optional.empty();
        }
        return switch (answer.type()) {
            case RATING, SCALE, NPS, MULTIPLE_CHOICE -> Values.number(value);
            case YES_NO -> Values.truth(value).map(yes -> yes ? BigDecimal.ONE : BigDecimal.ZERO);
            case TEXT -> Optional.empty();
        };
    }

    /** Question → what was answered to it; those without an answer are missing. */
    private Map<String, List<Object>> given(List<GivenAnswer> answers) {
        Map<String, List<Object>> given = new HashMap<>();
        for (GivenAnswer answer : answers) {
            Optional.ofNullable(byId.get(answer.questionId()))
                    .flatMap(question -> question.answered(answer))
                    .ifPresent(value -> given.computeIfAbsent(answer.questionId(), id -> new ArrayList<>())
                            .add(value));
        }
        return given;
    }

    /** Conditions name earlier questions, so that one pass will do; what is hidden hides what depends on it. */
    private List<Question> shown(Map<String, List<Object>> given) {
        Set<String> ids = new HashSet<>();
        return questions.stream()
                .filter(question -> isShown(question, ids, given))
                .filter(question -> ids.add(question.id()))
                .toList();
    }

    private boolean isShown(Question question, Set<String> shown, Map<String, List<Object>> given) {
        if (question.conditionalLogic() == null) {
            return true;
        }
        ShowIf condition = question.conditionalLogic().showIf();
        Question earlier = byId.get(condition.questionId());
        return earlier != null
                && shown.contains(earlier.id())
                && condition.fulfilledBy(earlier.type(), given.getOrDefault(earlier.id(), List.of()));
    }
}
