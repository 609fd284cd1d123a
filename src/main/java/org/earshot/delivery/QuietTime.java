package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanySettings;

/**
 * Keeps text messages from leaving in a company's quiet hours (W86), whatever made them due then. A mail wakes nobody and
 * leaves at any time.
 */
final class QuietTime {

    /** How much of the queue is looked through at once: a long one of mails is not read again for every batch. */
    private static final int LOOKED_THROUGH = 10_000;

    private final OutboxRepository outbox;

    QuietTime(OutboxRepository outbox) {
        this.outbox = outbox;
    }

    /**
     * The channels on which the company's messages may leave now. What is due on the others is put off until the quiet
     * hours end, which is no attempt; nothing of it may be claimed, since more may become due at any time.
     */
    Uni<Set<Channel>> open(CompanyScope scope, CompanySettings settings, Instant now) {
        Optional<Instant> end = settings.quietHours().endAfter(now, settings.timeZone());
        if (end.isEmpty()) {
            return Uni.createFrom().item(EnumSet.allOf(Channel.class));
        }
        return outbox.putOff(scope, Channel.SMS, now, end.get(), LOOKED_THROUGH)
                .replaceWith(EnumSet.complementOf(EnumSet.of(Channel.SMS)));
    }
}
