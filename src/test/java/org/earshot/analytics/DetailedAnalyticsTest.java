package org.earshot.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.earshot.analytics.DetailedAnalytics.QuestionAnalysis;
import org.earshot.analytics.DetailedAnalytics.Summary;
import org.earshot.analytics.DetailedAnalytics.Trend;
import org.earshot.testing.Samples;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How counts become averages and rates. */
@ExtendWith(InstancioExtension.class)
@Tag("A26")
class DetailedAnalyticsTest {

    private static DetailedAnalytics of(Responses responses, FeedbackFact... facts) {
        return DetailedAnalytics.of(CountedByHand.of(List.of(facts), FeedbackFilter.ALL), responses);
    }

    @Test
    @Tag("A27")
    void ofNothingEverythingIsNothing() {
        assertEquals(new DetailedAnalytics(new Summary(0, 0, 0), List.of(), List.of()), of(Responses.NONE));
    }

    @Test
    void averagesHaveTwoDecimals() {
        DetailedAnalytics analytics = of(
                new Responses(3, 2),
                Facts.fact("2031-03-01T00:00:00Z", 7),
                Facts.fact("2031-03-01T23:59:59.999Z", 8),
                Facts.fact("2031-02-28T23:59:59Z", 10));
        assertEquals(new Summary(3, 8.33, 66.67), analytics.summary());
        assertEquals(
                List.of(
                        new Trend(LocalDate.parse("2031-02-28"), 10, 1),
                        new Trend(LocalDate.parse("2031-03-01"), 7.5, 2)),
                analytics.satisfactionTrends());
    }

    @Test
    @Tag("A28")
    void questionsComeInOrderEachWordingByItself() {
        DetailedAnalytics analytics = of(
                Responses.NONE,
                Facts.fact("2031-03-01T00:00:00Z", 7, new AnswerFact("q2", "B", 4.0), new AnswerFact("q1", "C", null)),
                Facts.fact("2031-03-01T00:00:00Z", 7, new AnswerFact("q2", "A", 1.0), new AnswerFact("q2", null, 0.0)),
                Facts.fact("2031-03-01T00:00:00Z", 7, new AnswerFact("q2", "B", 5.0), new AnswerFact("q2", "B", null)));
        assertEquals(
                List.of(
                        new QuestionAnalysis("q1", "C", null, 1),
                        new QuestionAnalysis("q2", null, 0.0, 1),
                        new QuestionAnalysis("q2", "A", 1.0, 1),
                        new QuestionAnalysis("q2", "B", 4.5, 3)),
                analytics.questionAnalysis());
        assertNull(analytics.questionAnalysis().get(0).averageScore(), "left out, since nothing is numeric");
    }

    @Test
    @Tag("A27")
    void theTrendAndTheTotalAgree(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < 200; i++) {
            DetailedAnalytics analytics = DetailedAnalytics.of(
                    CountedByHand.of(samples.some(0, 30, () -> Facts.any(samples)), FeedbackFilter.ALL),
                    Responses.NONE);
            List<Trend> trends = analytics.satisfactionTrends();
            long count = trends.stream().mapToLong(Trend::count).sum();
            assertEquals(analytics.summary().totalFeedback(), count);
            double weighted = trends.stream()
                    .mapToDouble(trend -> trend.averageSatisfaction() * trend.count())
                    .sum();
            assertEquals(analytics.summary().averageSatisfaction(), count == 0 ? 0 : weighted / count, 0.010_000_1);
            assertTrue(trends.stream().allMatch(trend -> trend.count() > 0));
            assertEquals(
                    trends.stream().map(Trend::date).sorted().distinct().toList(),
                    trends.stream().map(Trend::date).toList());
        }
    }
}
