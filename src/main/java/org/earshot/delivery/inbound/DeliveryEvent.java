package org.earshot.delivery.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.delivery.SuppressionReason;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;

/**
 * What a provider reports of one message (W84).
 *
 * @param message the message as the provider names it; empty if nothing follows from the event
 * @param suppression what follows from it for the recipient
 */
record DeliveryEvent(String message, Optional<SuppressionReason> suppression) {

    private static final int MOST = 1000;
    private static final int LONGEST_WORD = 100;
    /** A line of a mail header, and so a Message-ID, is no longer. */
    private static final int LONGEST_NAME = 998;

    private static final String EVENTS = "events";
    private static final String EVENT = "event";
    private static final String MESSAGE = "message";
    private static final String PERMANENT = "permanent";

    private static final DeliveryEvent OF_NO_CONSEQUENCE = new DeliveryEvent("", Optional.empty());

    /** Reads a body; fails with INVALID if any event cannot be read. */
    static List<DeliveryEvent> parse(JsonBody body) {
        FieldErrors errors = new FieldErrors();
        body.demand(List.of(EVENTS), errors);
        List<Optional<JsonBody>> items = body.objects(EVENTS, MOST, errors).orElse(List.of());
        List<DeliveryEvent> events = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String place = EVENTS + "[" + i + "]";
            items.get(i)
                    .ifPresentOrElse(
                            item -> {
                                FieldErrors ofItem = new FieldErrors();
                                events.add(one(item, ofItem));
                                ofItem.asMap().forEach((field, reason) -> errors.add(place + "." + field, reason));
                            },
                            () -> errors.add(place, "must be an object"));
        }
        errors.throwIfAny();
        return events;
    }

    private static DeliveryEvent one(JsonBody item, FieldErrors errors) {
        item.demand(List.of(EVENT), errors);
        return switch (item.line(EVENT, LONGEST_WORD, errors).orElse("")) {
            case "bounced" -> {
                item.demand(List.of(MESSAGE, PERMANENT), errors);
                boolean permanent = item.flag(PERMANENT, errors).orElse(false);
                yield of(item, permanent ? Optional.of(SuppressionReason.BOUNCED) : Optional.empty(), errors);
            }
            case "complained" -> of(item, Optional.of(SuppressionReason.COMPLAINED), errors);
            case "unsubscribed" -> of(item, Optional.of(SuppressionReason.OPTED_OUT), errors);
            default -> OF_NO_CONSEQUENCE;
        };
    }

    private static DeliveryEvent of(JsonBody item, Optional<SuppressionReason> suppression, FieldErrors errors) {
        item.demand(List.of(MESSAGE), errors);
        return new DeliveryEvent(item.line(MESSAGE, LONGEST_NAME, errors).orElse(""), suppression);
    }
}
