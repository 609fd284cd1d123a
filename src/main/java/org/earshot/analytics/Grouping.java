package org.earshot.analytics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.earshot.analytics.OpinionGroups.Group;
import org.earshot.problem.ListQuery;

/** By what feedback is put into groups (A31): by one of its words, by when it came (UTC; weeks begin on Monday), or not. */
public enum Grouping {
    NONE(Dimension.ALL),
    REP(Dimension.REP),
    ACTIVITY_TYPE(Dimension.ACTIVITY_TYPE),
    TEMPLATE_ID(Dimension.TEMPLATE),
    DAY(Dimension.ALL),
    WEEK(Dimension.ALL),
    MONTH(Dimension.ALL);

    /** The parameter that names one. */
    static final String FIELD = "group_by";

    private static final Comparator<Group> BY_KEY = Comparator.comparing(Group::key);
    private static final Comparator<Group> MOST_FIRST = Comparator.comparingLong(
                    (Group group) -> group.opinions().answers())
            .reversed()
            .thenComparing(BY_KEY);

    private final Dimension dimension;

    Grouping(Dimension dimension) {
        this.dimension = dimension;
    }

    /** Reads what a caller asks for; notes a word that is none of these. */
    static Grouping parse(ListQuery query) {
        List<Grouping> all = Arrays.asList(values());
        return query.one(FIELD)
                .flatMap(asked -> {
                    var found = all.stream()
                            .filter(each -> each.word().equals(asked))
                            .findFirst();
                    if (found.isEmpty()) {
                        query.refuse(
                                FIELD,
                                "must be one of "
                                        + String.join(
                                                ", ",
                                                all.stream().map(Grouping::word).toList()));
                    }
                    return found;
                })
                .orElse(NONE);
    }

    /** How callers call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dimension whose values are the groups; that of all feedback if these are something else. */
    Dimension dimension() {
        return dimension;
    }

    /** Whether the groups are periods, of which each has its key from its first day. */
    boolean isOfDays() {
        return this == DAY || this == WEEK || this == MONTH;
    }

    /** The group of a row, in SQL: of its day, or else of this column; null if there are no groups. */
    String key(String column) {
        if (isOfDays()) {
            return "to_char(date_trunc('" + word() + "', day::timestamp), 'YYYY-MM-DD')";
        }
        return this == NONE ? "null::text" : column;
    }

    /** In which order the groups are shown: periods as they came, others by how many answers they have. */
    Comparator<Group> order() {
        return isOfDays() ? BY_KEY : MOST_FIRST;
    }

    /** The same in SQL. */
    String orderBy() {
        return (isOfDays() ? "" : "promoters + passives + detractors desc, ") + "key collate \"C\"";
    }
}
