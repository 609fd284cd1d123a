package org.earshot.analytics;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.earshot.problem.ListQuery;

/**
 * Which feedback is counted (A26); what is not given bounds nothing.
 *
 * @param from first day, in UTC
 * @param to last day, in UTC
 * @param labels namespaces of which the feedback must have one; all feedback of a company has the company's own
 */
public record FeedbackFilter(
        LocalDate from,
        LocalDate to,
        Optional<String> activityType,
        Optional<String> rep,
        Optional<String> templateId,
        List<String> labels) {

    /** Before and after every day that can be written in four digits. */
    static final LocalDate FIRST_DAY = LocalDate.of(0, 1, 1);

    static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    static final FeedbackFilter ALL = ofAllDays(Optional.empty(), Optional.empty(), Optional.empty());

    public FeedbackFilter {
        labels = List.copyOf(labels);
    }

    /** Bounds no days. */
    public static FeedbackFilter ofAllDays(
            Optional<String> activityType, Optional<String> rep, Optional<String> templateId) {
        return new FeedbackFilter(FIRST_DAY, LAST_DAY, activityType, rep, templateId, List.of());
    }

    /** Reads what a caller asks for, but for the namespaces; notes what is bad. */
    static FeedbackFilter parse(ListQuery query) {
        Optional<LocalDate> from = query.day("date_from");
        Optional<LocalDate> to = query.day("date_to");
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            query.refuse("date_to", "must not be before date_from");
        }
        return new FeedbackFilter(
                from.orElse(FIRST_DAY),
                to.orElse(LAST_DAY),
                query.one("activity_type"),
                query.one("rep"),
                query.one("template_id"),
                List.of());
    }

    FeedbackFilter labelled(List<String> wanted) {
        return new FeedbackFilter(from, to, activityType, rep, templateId, wanted);
    }

    /** Whether all days are counted. */
    boolean always() {
        return from.equals(FIRST_DAY) && to.equals(LAST_DAY);
    }

    /** Whether one slice holds all that is asked for; else the rows themselves must be counted. */
    public boolean isOfOneSlice() {
        return labels.isEmpty()
                && (activityType.isPresent() ? 1 : 0) + (rep.isPresent() ? 1 : 0) + (templateId.isPresent() ? 1 : 0)
                        <= 1;
    }

    /** Whether slices hold the groups that are asked for, each group or all of them together. */
    boolean isOfSlices(Grouping grouping) {
        return isOfOneSlice()
                && (dimension() == Dimension.ALL
                        || grouping.dimension() == Dimension.ALL
                        || grouping.dimension() == dimension());
    }

    /** By what the feedback of the slice is told from other feedback. */
    Dimension dimension() {
        if (activityType.isPresent()) {
            return Dimension.ACTIVITY_TYPE;
        }
        if (rep.isPresent()) {
            return Dimension.REP;
        }
        return templateId.isPresent() ? Dimension.TEMPLATE : Dimension.ALL;
    }

    /** The value in that dimension; nothing for all feedback. */
    String value() {
        return activityType.or(() -> rep).or(() -> templateId).orElse("");
    }
}
