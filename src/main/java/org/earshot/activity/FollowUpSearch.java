package org.earshot.activity;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.earshot.access.CompanyReach;
import org.earshot.company.Ownership;
import org.earshot.kernel.Page;
import org.earshot.problem.ListQuery;

/**
 * Which follow-up actions are asked for, and which part of them (A32).
 *
 * @param mark where to go on in a walk; empty for a page by its number
 * @param dueBefore the first day that is too late
 * @param namespaces labels, one of which must be there; all, if empty
 * @param equal column → the value that it must have
 * @param statuses one of which it must have; any will do, if empty
 * @param words column → the words of which it must be one; any will do, if empty
 */
record FollowUpSearch(
        Page page,
        Optional<String> mark,
        Optional<LocalDate> dueBefore,
        List<String> namespaces,
        Map<String, String> equal,
        Set<String> statuses,
        Map<String, List<String>> words) {

    static final String DUE_BEFORE = "due_before";

    private static final String REP = "rep";
    private static final Set<String> WAITING = Set.of(FollowUpAction.PENDING, FollowUpAction.IN_PROGRESS);
    private static final Pattern PLACE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}\\.[1-4]\\.[0-9a-f]{24}[0-9]{3}");

    /** Reads the parameters of a call; fails with MALFORMED naming all bad ones. */
    static FollowUpSearch parse(ListQuery query) {
        Map<String, String> equal = new LinkedHashMap<>();
        for (String field : List.of(FollowUpAction.ASSIGNED_TO, REP)) {
            query.one(field).ifPresent(value -> equal.put(field, value));
        }
        Optional<String> mark = query.one(ActivitySearch.CURSOR);
        if (mark.isPresent() && !PLACE.matcher(mark.get()).matches()) {
            query.refuse(ActivitySearch.CURSOR, "is none of a Link header");
        }
        FollowUpSearch search = new FollowUpSearch(
                query.page(),
                mark,
                query.day(DUE_BEFORE),
                query.several(Ownership.FIELD),
                equal,
                Set.copyOf(query.several(FollowUpAction.STATUS, FollowUpAction.STATUSES)),
                Map.of(
                        FollowUpAction.TYPE, query.several(FollowUpAction.TYPE, FollowUpAction.TYPES),
                        FollowUpAction.PRIORITY, query.several(FollowUpAction.PRIORITY, FollowUpAction.PRIORITIES)));
        query.throwIfAny();
        return search;
    }

    /** The same for other namespaces: those that the caller may know of. */
    FollowUpSearch withNamespaces(List<String> visible) {
        return new FollowUpSearch(page, mark, dueBefore, visible, equal, statuses, words);
    }

    /** What is asked for, within reach. */
    Conditions found(CompanyReach reach) {
        Conditions found = new Conditions(reach);
        equal.forEach((column, value) -> found.and(column + " = ?", value));
        words.forEach((column, any) -> {
            if (!any.isEmpty()) {
                found.and(column + " = any(?)", (Object) any.toArray(String[]::new));
            }
        });
        demandStatus(found);
        dueBefore.ifPresent(day -> found.and("place < ?", day.toString())); // a place begins with the day
        if (!namespaces.isEmpty()) {
            found.and("namespaces && ?", (Object) namespaces.toArray(String[]::new));
        }
        return found;
    }

    /** The indexes know what is done and what is not; what they need not tell apart any further, they also count alone. */
    private void demandStatus(Conditions found) {
        if (statuses.equals(Set.of(FollowUpAction.COMPLETED))) {
            found.and("done");
        } else if (statuses.equals(WAITING)) {
            found.and("not done");
        } else if (!statuses.isEmpty()) {
            found.and("status = any(?)", (Object) statuses.toArray(String[]::new));
            if (!statuses.contains(FollowUpAction.COMPLETED)) {
                found.and("not done");
            }
        }
    }

    /** Of that, what comes after the place where a walk is. */
    Conditions foundBeyondMark(CompanyReach reach) {
        Conditions found = found(reach);
        mark.ifPresent(place -> found.and("place > ?", place));
        return found;
    }

    /** How many come before the page; in a walk, none. */
    long skip() {
        return mark.isPresent() ? 0 : page.skip();
    }
}
