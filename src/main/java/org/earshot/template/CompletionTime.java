package org.earshot.template;

import java.util.List;

/** How long answering takes: some seconds for each question, by its type, also for those that a condition may hide. */
final class CompletionTime {

    private static final int QUICK = 5;
    private static final int CHOICE = 10;
    private static final int WRITING = 30;

    private CompletionTime() {}

    static int seconds(List<Question> questions) {
        return questions.stream().mapToInt(question -> seconds(question.type())).sum();
    }

    private static int seconds(QuestionType type) {
        return switch (type) {
            case RATING, SCALE, YES_NO -> QUICK;
            case NPS, MULTIPLE_CHOICE -> CHOICE;
            case TEXT -> WRITING;
        };
    }
}
