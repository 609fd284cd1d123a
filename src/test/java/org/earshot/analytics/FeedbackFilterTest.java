package org.earshot.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.earshot.problem.ListQuery;
import org.earshot.problem.Problem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which counts answer which question. */
@Tag("A26")
class FeedbackFilterTest {

    private static FeedbackFilter asked(String... namesAndValues) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        ListQuery query = ListQuery.of(parameters);
        FeedbackFilter filter = FeedbackFilter.parse(query);
        query.throwIfAny();
        return filter;
    }

    @Test
    void whatIsNotGivenBoundsNothing() {
        assertEquals(FeedbackFilter.ALL, asked());
        assertEquals(FeedbackFilter.ALL, asked("rep", " ", "date_to", "null"));
        assertTrue(asked().always());
        assertEquals(Dimension.ALL, asked().dimension());
    }

    @Test
    void daysAreInclusive() {
        FeedbackFilter day = asked("date_from", "2031-03-01", "date_to", "2031-03-01");
        assertEquals(LocalDate.of(2031, 3, 1), day.from());
        assertEquals(LocalDate.of(2031, 3, 1), day.to());
        assertFalse(day.always());
        assertThrows(Problem.class, () -> asked("date_from", "2031-03-02", "date_to", "2031-03-01"));
    }

    @Test
    void oneDimensionIsASliceAndTwoAreNot() {
        assertEquals(Dimension.REP, asked("rep", "r1").dimension());
        assertEquals("r1", asked("rep", "r1").value());
        assertEquals(Dimension.ACTIVITY_TYPE, asked("activity_type", "visit").dimension());
        assertEquals(Dimension.TEMPLATE, asked("template_id", "t1").dimension());
        assertTrue(asked("template_id", "t1", "date_from", "2031-03-01").isOfOneSlice());
        assertFalse(asked("template_id", "t1", "rep", "r1").isOfOneSlice());
        assertFalse(FeedbackFilter.ALL.labelled(List.of("riverside")).isOfOneSlice());
        assertTrue(asked("rep", "r1").isOfSlices(Grouping.WEEK));
        assertTrue(asked("rep", "r1").isOfSlices(Grouping.REP));
        assertTrue(asked().isOfSlices(Grouping.REP));
        assertFalse(asked("rep", "r1").isOfSlices(Grouping.TEMPLATE_ID));
        assertFalse(asked("rep", "r1", "template_id", "t1").isOfSlices(Grouping.NONE));
        assertEquals(Optional.of("r1"), asked("rep", "r1", "template_id", "t1").rep());
    }
}
