package org.earshot.analytics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What feedback adds up to: on each day on which there is some, and for each question that was answered, in the order in
 * which they are shown. Two ways to count the same are right if they come to equal tallies.
 */
public record Tally(SortedMap<LocalDate, Opinions> days, SortedMap<Question, Answers> questions) {

    static final Tally NOTHING = new Tally(Collections.emptySortedMap(), Collections.emptySortedMap());

    /** A question in one wording. */
    public record Question(String id, @Nullable String text) implements Comparable<Question> {

        private static final Comparator<Question> ORDER = Comparator.comparing(Question::id)
                .thenComparing(Question::text, Comparator.nullsFirst(Comparator.naturalOrder()));

        @Override
        public int compareTo(Question other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * How satisfied people were.
     *
     * @param satisfaction how often each of 1–10 was said
     * @param promoters who gave 9 or 10 when asked whether they would recommend
     * @param passives who gave 7 or 8
     * @param detractors who gave less
     */
    public record Opinions(List<Long> satisfaction, long promoters, long passives, long detractors) {

        /** The highest that can be said. */
        static final int BEST = 10;

        static final Opinions NONE = new Opinions(Collections.nCopies(BEST, 0L), 0, 0, 0);

        public Opinions {
            if (satisfaction.size() != BEST) {
                throw new IllegalArgumentException("counts of 1 to 10 are needed");
            }
            satisfaction = List.copyOf(satisfaction);
        }

        /** How much feedback it is. */
        public long feedbacks() {
            return satisfaction.stream().mapToLong(Long::longValue).sum();
        }

        /** All that was said, added up. */
        public long satisfactionSum() {
            return IntStream.range(0, BEST)
                    .mapToLong(i -> (i + 1) * satisfaction.get(i))
                    .sum();
        }

        /** In how much of the feedback people said whether they would recommend. */
        public long answers() {
            return promoters + passives + detractors;
        }

        /** What is in the middle of all that was said, or between the two that are; of no feedback there is none. */
        double median() {
            return (said((feedbacks() - 1) / 2) + said(feedbacks() / 2)) / 2.0;
        }

        /** What the one said who comes after so many, if the least satisfied come first. */
        private int said(long place) {
            long passed = 0;
            int said = 0;
            while (passed <= place) {
                passed += satisfaction.get(said++);
            }
            return said;
        }

        Opinions plus(Opinions other) {
            return new Opinions(
                    IntStream.range(0, BEST)
                            .mapToObj(i -> satisfaction.get(i) + other.satisfaction.get(i))
                            .toList(),
                    promoters + other.promoters,
                    passives + other.passives,
                    detractors + other.detractors);
        }
    }

    /**
     * What was answered to a question.
     *
     * @param given answers of any kind
     * @param scored those of them that are numbers
     * @param scoreSum these numbers, added up
     */
    public record Answers(long given, long scored, BigDecimal scoreSum) {

        public Answers {
            scoreSum = scoreSum.signum() == 0 ? BigDecimal.ZERO : scoreSum.stripTrailingZeros();
        }

        Answers plus(Answers other) {
            return new Answers(given + other.given, scored + other.scored, scoreSum.add(other.scoreSum));
        }
    }

    /** All days in one. */
    public Opinions total() {
        return days.values().stream().reduce(Opinions.NONE, Opinions::plus);
    }

    Tally plus(Tally other) {
        SortedMap<LocalDate, Opinions> allDays = new TreeMap<>(days);
        other.days.forEach((day, opinions) -> allDays.merge(day, opinions, Opinions::plus));
        SortedMap<Question, Answers> allQuestions = new TreeMap<>(questions);
        other.questions.forEach((question, answers) -> allQuestions.merge(question, answers, Answers::plus));
        return new Tally(allDays, allQuestions);
    }
}
