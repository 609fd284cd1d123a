package org.earshot.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.earshot.analytics.Tally.Answers;
import org.earshot.analytics.Tally.Opinions;
import org.earshot.analytics.Tally.Question;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What activity feedback adds up to, as it is shown (A26–A28). */
@RegisterForReflection
@Schema(name = "DetailedAnalytics", description = "What activity feedback adds up to; averages have two decimals")
record DetailedAnalytics(
        Summary summary,

        @JsonProperty("satisfaction_trends")
        @Schema(name = "satisfaction_trends", description = "Days with feedback, the first one first")
        List<Trend> satisfactionTrends,

        @JsonProperty("question_analysis")
        @Schema(name = "question_analysis", description = "Questions that were answered, each wording by itself")
        List<QuestionAnalysis> questionAnalysis) {

    private static final int DECIMALS = 2;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The answer that carries them. */
    @RegisterForReflection
    @Schema(name = "DetailedAnalyticsAnswer")
    record Answer(boolean success, DetailedAnalytics data) {}

    /** All feedback in one. */
    @RegisterForReflection
    @Schema(name = "AnalyticsSummary")
    record Summary(
            @JsonProperty("total_feedback") @Schema(name = "total_feedback", description = "How much feedback it is")
            long totalFeedback,

            @JsonProperty("average_satisfaction")
            @Schema(name = "average_satisfaction", description = "1–10; 0 if there is no feedback")
            double averageSatisfaction,

            @JsonProperty("response_rate")
            @Schema(
                    name = "response_rate",
                    description = "Of the activities that requests asked about in these days, the percentage that has"
                            + " feedback by now; 0 if none was asked about")
            double responseRate) {}

    /** The feedback of one day. */
    @RegisterForReflection
    @Schema(name = "SatisfactionTrend")
    record Trend(
            @Schema(description = "The day, in UTC") LocalDate date,

            @JsonProperty("average_satisfaction") @Schema(name = "average_satisfaction", description = "1–10")
            double averageSatisfaction,

            long count) {}

    /** What was answered to one question. */
    @RegisterForReflection
    @Schema(name = "QuestionAnalysis")
    record QuestionAnalysis(
            @JsonProperty("question_id") @Schema(name = "question_id")
            String questionId,

            @JsonProperty("question_text")
            @Schema(name = "question_text", description = "Null if neither the template nor a caller told it")
            @Nullable
            String questionText,

            @JsonProperty("average_score")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(
                    name = "average_score",
                    description =
                            "Of the answers that are numbers: ratings, scales, weighted or numeric choices, and yes"
                                    + " and no as 1 and 0; left out if none is")
            @Nullable
            Double averageScore,

            @JsonProperty("response_count") @Schema(name = "response_count", description = "Answers of any kind")
            long responseCount) {

        static QuestionAnalysis of(Question question, Answers answers) {
            return new QuestionAnalysis(
                    question.id(),
                    question.text(),
                    answers.scored() == 0 ? null : ratio(answers.scoreSum(), answers.scored()),
                    answers.given());
        }
    }

    static DetailedAnalytics of(Tally tally, Responses responses) {
        Opinions total = tally.total();
        return new DetailedAnalytics(
                new Summary(
                        total.feedbacks(),
                        average(total),
                        ratio(HUNDRED.multiply(BigDecimal.valueOf(responses.answered())), responses.asked())),
                tally.days().entrySet().stream()
                        .map(day -> new Trend(
                                day.getKey(),
                                average(day.getValue()),
                                day.getValue().feedbacks()))
                        .toList(),
                tally.questions().entrySet().stream()
                        .map(question -> QuestionAnalysis.of(question.getKey(), question.getValue()))
                        .toList());
    }

    static double average(Opinions opinions) {
        return ratio(BigDecimal.valueOf(opinions.satisfactionSum()), opinions.feedbacks());
    }

    private static double ratio(BigDecimal sum, long count) {
        return count == 0
                ? 0
                : sum.divide(BigDecimal.valueOf(count), DECIMALS, RoundingMode.HALF_UP)
                        .doubleValue();
    }
}
