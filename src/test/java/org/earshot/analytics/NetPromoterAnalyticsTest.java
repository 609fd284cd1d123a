package org.earshot.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.earshot.analytics.NetPromoterAnalytics.Group;
import org.earshot.analytics.NetPromoterAnalytics.Interval;
import org.earshot.analytics.Tally.Opinions;
import org.earshot.kernel.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How counts become scores, intervals and distributions. */
@Tag("A31")
class NetPromoterAnalyticsTest {

    private static Opinions opinions(long promoters, long passives, long detractors, int... satisfaction) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(Opinions.BEST, 0L));
        for (int said : satisfaction) {
            counts.set(said - 1, counts.get(said - 1) + 1);
        }
        return new Opinions(counts, promoters, passives, detractors);
    }

    private static Group group(Opinions opinions) {
        return Group.of("key", opinions);
    }

    @Test
    void theScoreHasOneDecimalAndItsInterval() {
        Group group = group(opinions(2, 0, 1));
        assertEquals(33.3, group.nps());
        assertEquals(3, group.n());
        assertEquals(new Interval(0.95, -58.5, 87.7), group.confidenceInterval());
        assertEquals(-66.7, group(opinions(0, 1, 2)).nps());
        assertEquals(100, group(opinions(7, 0, 0)).nps());
        assertEquals(-100, group(opinions(0, 0, 7)).nps());
        assertEquals(0, group(opinions(3, 1, 3)).nps());
    }

    @Test
    void whereNobodyWasAskedThereIsNoScore() {
        Group group = group(opinions(0, 0, 0, 7));
        assertNull(group.nps());
        assertNull(group.confidenceInterval());
        assertEquals(0, group.n());
        assertEquals(1, group.satisfaction().total());
    }

    @Test
    void theDistributionTellsEachNumberAndWhatIsInTheMiddle() {
        NetPromoterAnalytics.Satisfaction odd =
                group(opinions(0, 0, 0, 10, 1, 8)).satisfaction();
        assertEquals(6.33, odd.average());
        assertEquals(8, odd.median());
        assertEquals(Map.of(1, 1L, 2, 0L, 3, 0L, 4, 0L, 5, 0L, 6, 0L, 7, 0L, 8, 1L, 9, 0L, 10, 1L), odd.distribution());
        assertEquals(7.5, group(opinions(0, 0, 0, 7, 1, 8, 10)).satisfaction().median());
        assertEquals(4, group(opinions(0, 0, 0, 4, 4, 4, 9)).satisfaction().median());
        NetPromoterAnalytics.Satisfaction none = group(Opinions.NONE).satisfaction();
        assertNull(none.average());
        assertNull(none.median());
        assertEquals(0, none.total());
    }

    @Test
    void groupsOfSeveralPlacesAreOneByKeyAndInOrder() {
        OpinionGroups here = new OpinionGroups(
                opinions(3, 0, 1, 9, 9, 9, 2),
                2,
                List.of(
                        new OpinionGroups.Group("b", opinions(2, 0, 0, 9, 9)),
                        new OpinionGroups.Group("a", opinions(1, 0, 1, 9, 2))));
        OpinionGroups there = new OpinionGroups(
                opinions(0, 2, 0, 8, 8),
                2,
                List.of(
                        new OpinionGroups.Group("a", opinions(0, 1, 0, 8)),
                        new OpinionGroups.Group("c", opinions(0, 1, 0, 8))));
        OpinionGroups together = OpinionGroups.together(List.of(here, there), Grouping.REP, new Page(1, 2));
        assertEquals(opinions(3, 2, 1, 9, 9, 9, 2, 8, 8), together.overall());
        assertEquals(3, together.count());
        assertEquals(
                List.of(
                        new OpinionGroups.Group("a", opinions(1, 1, 1, 9, 2, 8)),
                        new OpinionGroups.Group("b", opinions(2, 0, 0, 9, 9))),
                together.groups());
        assertEquals(
                List.of("c"),
                OpinionGroups.together(List.of(here, there), Grouping.REP, new Page(2, 2)).groups().stream()
                        .map(OpinionGroups.Group::key)
                        .toList());
        assertEquals(
                new OpinionGroups(Opinions.NONE, 0, List.of()),
                OpinionGroups.together(List.of(), Grouping.WEEK, new Page(1, 25)));
    }
}
