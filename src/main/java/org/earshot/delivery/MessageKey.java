package org.earshot.delivery;

import org.earshot.access.CompanyId;

/**
 * Names one message for good, through every attempt and replica.
 *
 * @param id the message's number in the outbox
 * @param kind whose it is: the composer and listener that declared this word
 * @param subjectId what it is about, in the numbers of that kind
 */
public record MessageKey(CompanyId company, long id, String kind, long subjectId) {

    /** The idempotency key that every attempt shows to the provider, such as {@code invitation-7-1042-2077}. */
    public String idempotencyKey() {
        return kind + "-" + company + "-" + subjectId + "-" + id;
    }
}
