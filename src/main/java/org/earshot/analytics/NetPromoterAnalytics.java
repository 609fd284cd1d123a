package org.earshot.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.earshot.analytics.Tally.Opinions;
import org.earshot.kernel.Page;
import org.earshot.kernel.Paging;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The net promoter score and how satisfied people were, as they are shown, of all and by group (A31). */
@RegisterForReflection
@Schema(name = "NetPromoterAnalytics")
record NetPromoterAnalytics(
        Period period,

        @JsonProperty(Grouping.FIELD)
        @Schema(
                name = Grouping.FIELD,
                enumeration = {"none", "rep", "activity_type", "template_id", "day", "week", "month"})
        String groupBy,

        @Schema(description = "All groups in one, whatever the page")
        Group overall,

        @Schema(description = "The groups of this page: periods as they came, others by n, the largest first")
        List<Group> groups) {

    private static final int DECIMALS = 1;
    private static final int HUNDRED = 100;

    /** The answer that carries them. */
    @RegisterForReflection
    @Schema(name = "NetPromoterAnalyticsAnswer")
    record Answer(boolean success, NetPromoterAnalytics data, Paging paging) {

        static Answer of(FeedbackFilter filter, Grouping grouping, OpinionGroups found, Page page) {
            return new Answer(
                    true,
                    new NetPromoterAnalytics(
                            new Period(
                                    filter.from().equals(FeedbackFilter.FIRST_DAY) ? null : filter.from(),
                                    filter.to().equals(FeedbackFilter.LAST_DAY) ? null : filter.to()),
                            grouping.word(),
                            Group.of(null, found.overall()),
                            found.groups().stream()
                                    .map(group -> Group.of(group.key(), group.opinions()))
                                    .toList()),
                    Paging.of(page, found.count()));
        }
    }

    /** The days that were asked for. */
    @RegisterForReflection
    @Schema(name = "AnalyticsPeriod")
    record Period(
            @Schema(description = "First day, in UTC; null if there is no bound") @Nullable
            LocalDate from,

            @Schema(description = "Last day, in UTC; null if there is no bound") @Nullable
            LocalDate to) {}

    /** The feedback of one group, or all. */
    @RegisterForReflection
    @Schema(name = "NetPromoterGroup")
    record Group(
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(
                    description = "The representative, kind of activity or template, or the period's first day, in UTC;"
                            + " left out of overall")
            @Nullable
            String key,

            @Schema(
                    minimum = "-100",
                    maximum = "100",
                    description = "Promoters less detractors, in per cent of n, with one decimal; null if n is 0")
            @Nullable
            Double nps,

            @Schema(description = "How much of the feedback has an nps_score")
            long n,

            @Schema(description = "nps_score 9 or 10") long promoters,

            @Schema(description = "nps_score 7 or 8") long passives,

            @Schema(description = "nps_score 0 to 6") long detractors,

            @JsonProperty("confidence_interval")
            @Schema(name = "confidence_interval", description = "Null if n is 0")
            @Nullable
            Interval confidenceInterval,

            Satisfaction satisfaction) {

        static Group of(@Nullable String key, Opinions opinions) {
            boolean answered = opinions.answers() > 0;
            return new Group(
                    key,
                    answered ? score(opinions) : null,
                    opinions.answers(),
                    opinions.promoters(),
                    opinions.passives(),
                    opinions.detractors(),
                    answered ? Interval.of(opinions) : null,
                    Satisfaction.of(opinions));
        }
    }

    /** Where the score would lie if everybody had been asked. */
    @RegisterForReflection
    @Schema(
            name = "NetPromoterInterval",
            description = "A score interval: it holds the score of all who could have answered with this probability,"
                    + " also if few did, or all the same")
    record Interval(
            @Schema(description = "Always 0.95") double level,

            @Schema(minimum = "-100", maximum = "100") double low,

            @Schema(minimum = "-100", maximum = "100") double high) {

        static Interval of(Opinions opinions) {
            ScoreInterval interval = ScoreInterval.of(opinions.promoters(), opinions.passives(), opinions.detractors());
            return new Interval(ScoreInterval.LEVEL, percent(interval.low()), percent(interval.high()));
        }
    }

    /** How satisfied people were. */
    @RegisterForReflection
    @Schema(name = "SatisfactionDistribution")
    record Satisfaction(
            @Schema(description = "How much feedback it is") long total,

            @Schema(description = "1–10, with two decimals; null if there is no feedback") @Nullable
            Double average,

            @Schema(description = "1–10; between two numbers if as many are above as below; null if there is none")
            @Nullable
            Double median,

            @Schema(description = "Each of 1 to 10, and how much feedback said so")
            Map<Integer, Long> distribution) {

        static Satisfaction of(Opinions opinions) {
            Map<Integer, Long> distribution = new TreeMap<>();
            for (int said = 1; said <= Opinions.BEST; said++) {
                distribution.put(said, opinions.satisfaction().get(said - 1));
            }
            boolean told = opinions.feedbacks() > 0;
            return new Satisfaction(
                    opinions.feedbacks(),
                    told ? DetailedAnalytics.average(opinions) : null,
                    told ? opinions.median() : null,
                    distribution);
        }
    }

    private static double score(Opinions opinions) {
        return BigDecimal.valueOf(HUNDRED * (opinions.promoters() - opinions.detractors()))
                .divide(BigDecimal.valueOf(opinions.answers()), DECIMALS, RoundingMode.HALF_UP)
                .doubleValue();
    }

    private static double percent(double share) {
        return BigDecimal.valueOf(share * HUNDRED)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .doubleValue();
    }
}
