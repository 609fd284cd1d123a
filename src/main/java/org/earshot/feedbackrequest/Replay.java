package org.earshot.feedbackrequest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earshot.delivery.Channel;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;

/**
 * Which failed invitations are to be sent again (W87).
 *
 * @param from when they failed at the earliest
 * @param to when they failed at the latest, not included; never later than now
 * @param after where the walk goes on
 */
record Replay(List<Channel> channels, Instant from, Instant to, RequestMark after) {

    private static final Set<String> FIELDS = Set.of("type", "from", "to", "after");
    private static final int WORD_LENGTH = 40;

    /**
     * Reads and checks all fields. An unknown one is bad: a slip of the pen must not send what nobody meant.
     *
     * @param errors what was found wrong with the call so far
     * @throws org.earshot.problem.Problem INVALID, naming every bad field
     */
    static Replay parse(JsonBody body, Instant now, FieldErrors errors) {
        if (!FIELDS.containsAll(body.names())) {
            errors.add("body", "has only the fields type, from, to and after");
        }
        body.demand(List.of("from", "to"), errors);
        Optional<String> type = body.line("type", WORD_LENGTH, errors);
        Optional<Channel> channel = type.flatMap(Destination::channel);
        if (type.isPresent() && channel.isEmpty()) {
            errors.add("type", "must be email or sms");
        }
        Optional<Instant> from = time(body, "from", errors);
        Optional<Instant> to = time(body, "to", errors);
        from.filter(now.minus(FeedbackRequest.LIFE)::isAfter)
                .ifPresent(tooEarly -> errors.add(
                        "from", "must not be more than 28 days ago: what failed before is not sent any more"));
        to.filter(end -> from.filter(start -> !start.isBefore(end)).isPresent())
                .ifPresent(tooEarly -> errors.add("to", "must be later than from"));
        Optional<String> place = body.line("after", WORD_LENGTH, errors);
        Optional<RequestMark> mark = place.flatMap(RequestMark::parse);
        if (place.isPresent() && mark.isEmpty()) {
            errors.add("after", "must be what an earlier answer said as next");
        }
        errors.throwIfAny();
        Instant until = to.filter(now::isAfter).orElse(now);
        return new Replay(
                channel.map(List::of).orElseGet(() -> List.of(Channel.values())),
                from.orElseThrow(),
                until,
                mark.orElseGet(() -> RequestMark.start(until)));
    }

    private static Optional<Instant> time(JsonBody body, String field, FieldErrors errors) {
        Optional<String> text = body.line(field, WORD_LENGTH, errors);
        Optional<Instant> time = text.flatMap(SendAfter::parse);
        if (text.isPresent() && time.isEmpty()) {
            errors.add(field, "must be a time such as 2026-01-31T09:30:00Z");
        }
        return time;
    }
}
