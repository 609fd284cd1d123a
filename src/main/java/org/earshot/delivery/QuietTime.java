package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanySettings;

/**
 * Keeps text messages from leaving in a company's quiet hours (W86), whatever made them due then. A mail wakes nobody and
 * leaves at any time.
 */
final class QuietTime {

    /** How many messages are put off in one transaction. */
    private static final int AT_ONCE = 10_000;

    private final OutboxRepository outbox;

    QuietTime(OutboxRepository outbox) {
        this.outbox = outbox;
    }

    /**
     * Whether the company's messages may leave on a channel now. If not, what is due is put off until the quiet hours end,
     * which is no attempt; nothing of it may be claimed, since more may become due at any time.
     */
    Uni<Boolean> isOpen(CompanyScope scope, Channel channel, CompanySettings settings, Instant now) {
        Optional<Instant> end =
                channel == Channel.SMS ? settings.quietHours().endAfter(now, settings.timeZone()) : Optional.empty();
        return end.map(until ->
                        outbox.putOff(scope, channel, now, until, AT_ONCE).replaceWith(false))
                .orElseGet(() -> Uni.createFrom().item(true));
    }
}
