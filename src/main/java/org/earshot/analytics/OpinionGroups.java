package org.earshot.analytics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.earshot.analytics.Tally.Opinions;
import org.earshot.kernel.Page;

/**
 * What people thought, by group.
 *
 * @param overall all groups in one
 * @param count how many groups there are
 * @param groups those of one page
 */
public record OpinionGroups(Opinions overall, long count, List<Group> groups) {

    /** What people thought who belong together. */
    public record Group(String key, Opinions opinions) {}

    public OpinionGroups {
        groups = List.copyOf(groups);
    }

    /** A page of groups that are found in several places, each place told whole. */
    static OpinionGroups together(List<OpinionGroups> places, Grouping grouping, Page page) {
        Map<String, Opinions> all = new TreeMap<>();
        Opinions overall = Opinions.NONE;
        for (OpinionGroups place : places) {
            overall = overall.plus(place.overall);
            place.groups.forEach(group -> all.merge(group.key(), group.opinions(), Opinions::plus));
        }
        return new OpinionGroups(
                overall,
                all.size(),
                all.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .sorted(grouping.order())
                        .skip(page.skip())
                        .limit(page.size())
                        .toList());
    }
}
