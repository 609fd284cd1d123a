package org.earshot.analytics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.earshot.analytics.OpinionGroups.Group;
import org.earshot.analytics.Tally.Answers;
import org.earshot.analytics.Tally.Opinions;
import org.earshot.analytics.Tally.Question;
import org.earshot.feedbackrequest.Invited;

/** What analytics must come to: everything that lives, counted one by one, in plain Java. */
final class CountedByHand {

    private final List<FeedbackFact> living = new ArrayList<>();
    private final List<FeedbackFact> forgotten = new ArrayList<>();
    private final List<Invited> invitations = new ArrayList<>();

    List<FeedbackFact> living() {
        return living;
    }

    List<FeedbackFact> forgotten() {
        return forgotten;
    }

    List<Invited> invitations() {
        return invitations;
    }

    Tally tally(FeedbackFilter filter) {
        SortedMap<LocalDate, Opinions> days = new TreeMap<>();
        SortedMap<Question, Answers> questions = new TreeMap<>();
        living.stream().filter(fact -> matches(fact, filter)).forEach(fact -> {
            days.merge(fact.day(), opinion(fact), Opinions::plus);
            for (AnswerFact answer : fact.answers()) {
                Double score = answer.score();
                questions.merge(
                        new Question(answer.questionId(), answer.questionText()),
                        score == null
                                ? new Answers(1, 0, BigDecimal.ZERO)
                                : new Answers(1, 1, BigDecimal.valueOf(score)),
                        Answers::plus);
            }
        });
        return new Tally(days, questions);
    }

    /** All groups, each found by looking at each piece of feedback. */
    OpinionGroups groups(FeedbackFilter filter, Grouping grouping) {
        SortedMap<String, Opinions> groups = new TreeMap<>();
        if (grouping != Grouping.NONE) {
            living.stream()
                    .filter(fact -> matches(fact, filter))
                    .forEach(fact -> groups.merge(key(fact, grouping), opinion(fact), Opinions::plus));
        }
        List<Group> ordered = new ArrayList<>();
        groups.forEach((key, opinions) -> ordered.add(new Group(key, opinions)));
        if (grouping == Grouping.REP || grouping == Grouping.ACTIVITY_TYPE || grouping == Grouping.TEMPLATE_ID) {
            ordered.sort((one, other) ->
                    Long.compare(other.opinions().answers(), one.opinions().answers()));
        }
        return new OpinionGroups(tally(filter).total(), groups.size(), ordered);
    }

    private static String key(FeedbackFact fact, Grouping grouping) {
        return switch (grouping) {
            case NONE -> throw new IllegalArgumentException("there are no groups");
            case REP -> fact.rep();
            case ACTIVITY_TYPE -> fact.activityType();
            case TEMPLATE_ID -> fact.templateId();
            case DAY -> fact.day().toString();
            case WEEK ->
                fact.day().minusDays(fact.day().getDayOfWeek().getValue() - 1).toString();
            case MONTH -> fact.day().withDayOfMonth(1).toString();
        };
    }

    Responses responses(FeedbackFilter filter) {
        Set<String> asked = new HashSet<>();
        invitations.stream()
                .filter(each -> matches(
                        LocalDate.ofInstant(each.sentAt(), ZoneOffset.UTC),
                        each.activityType(),
                        each.rep(),
                        each.templateId(),
                        filter))
                .forEach(each -> asked.add(each.activityId()));
        long answered = asked.stream()
                .filter(activity -> Stream.concat(living.stream(), forgotten.stream())
                        .anyMatch(fact -> activity.equals(fact.activityId())))
                .count();
        return new Responses(asked.size(), answered);
    }

    static Tally of(Collection<FeedbackFact> facts, FeedbackFilter filter) {
        CountedByHand counted = new CountedByHand();
        counted.living.addAll(facts);
        return counted.tally(filter);
    }

    private static boolean matches(FeedbackFact fact, FeedbackFilter filter) {
        return matches(fact.day(), fact.activityType(), fact.rep(), fact.templateId(), filter);
    }

    private static boolean matches(
            LocalDate day, String activityType, String rep, String templateId, FeedbackFilter filter) {
        return !day.isBefore(filter.from())
                && !day.isAfter(filter.to())
                && filter.activityType().stream().allMatch(wanted -> wanted.equals(activityType))
                && filter.rep().stream().allMatch(wanted -> wanted.equals(rep))
                && filter.templateId().stream().allMatch(wanted -> wanted.equals(templateId));
    }

    private static Opinions opinion(FeedbackFact fact) {
        List<Long> satisfaction = new ArrayList<>(Collections.nCopies(Opinions.BEST, 0L));
        satisfaction.set(fact.satisfaction() - 1, 1L);
        Integer nps = fact.nps();
        return new Opinions(
                satisfaction,
                nps != null && nps >= 9 ? 1 : 0,
                nps != null && nps >= 7 && nps < 9 ? 1 : 0,
                nps != null && nps < 7 ? 1 : 0);
    }
}
