package org.earshot.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.access.CompanyScope;

/**
 * Whom each company must not write to (W33, W68). Destinations are given normalised, so that two spellings of the same
 * recipient are one, and only a keyed hash of them is kept. What changes the list joins the caller's transaction.
 */
@Singleton
public class Suppressions {

    private final SuppressionRepository suppressions;
    private final RecipientHash recipients;
    private final RecipientIdentity identity;
    private final List<SuppressionListener> listeners;
    private final Clock clock;
    private final MeterRegistry metrics;

    Suppressions(
            SuppressionRepository suppressions,
            RecipientHash recipients,
            RecipientIdentity identity,
            @All List<SuppressionListener> listeners,
            Clock clock,
            MeterRegistry metrics) {
        this.suppressions = suppressions;
        this.recipients = recipients;
        this.identity = identity;
        this.listeners = listeners;
        this.clock = clock;
        this.metrics = metrics;
        for (SuppressionReason reason : SuppressionReason.values()) {
            counter(reason);
        }
    }

    /**
     * Puts a destination on the list, and ends what waits to be sent to it. A person's own word is not overwritten by
     * another reason.
     *
     * @return the entry, which may be older
     */
    public Uni<Suppression> suppress(
            SqlConnection transaction, CompanyScope scope, String destination, SuppressionReason reason) {
        return identity.settle(transaction, scope, destination)
                .flatMap(version -> suppress(
                        transaction,
                        scope,
                        recipients.hashed(scope, destination, version),
                        recipients.hashedByEveryKey(scope, destination),
                        reason));
    }

    /** Puts a recipient of whom nothing but the hash is known on the list. */
    public Uni<Suppression> suppress(
            SqlConnection transaction, CompanyScope scope, HashedRecipient recipient, SuppressionReason reason) {
        return suppress(transaction, scope, recipient, List.of(recipient), reason);
    }

    private Uni<Suppression> suppress(
            SqlConnection transaction,
            CompanyScope scope,
            HashedRecipient recipient,
            List<HashedRecipient> byEveryKey,
            SuppressionReason reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return suppressions
                .add(transaction, scope, recipient, reason, now)
                .call(() -> Multi.createFrom()
                        .iterable(listeners)
                        .onItem()
                        .call(listener -> listener.suppressed(transaction, scope, byEveryKey, now))
                        .collect()
                        .last())
                .invoke(entry -> {
                    if (entry.at().equals(now)) {
                        counter(reason).increment();
                    }
                });
    }

    private Counter counter(SuppressionReason reason) {
        return metrics.counter("earshot.suppressions", "reason", reason.word());
    }

    /** Takes an entry off the list, unless it is a person's own word; answers with it, or with nothing. */
    public Uni<Optional<Suppression>> lift(SqlConnection transaction, CompanyScope scope, long id) {
        return suppressions.lift(transaction, scope, id);
    }

    /** An entry of the list. */
    public Uni<Optional<Suppression>> find(SqlConnection transaction, CompanyScope scope, long id) {
        return suppressions.find(transaction, scope, id);
    }

    /** Whether a destination is on the list, as the caller's transaction sees it. */
    public Uni<Boolean> isSuppressed(SqlConnection transaction, CompanyScope scope, String destination) {
        return suppressions
                .among(transaction, scope, recipients.hashedByEveryKey(scope, destination))
                .map(found -> !found.isEmpty());
    }

    /** Those of these destinations that are not on the list now. */
    public Uni<Set<String>> reachable(CompanyScope scope, Collection<String> destinations) {
        Map<String, List<HashedRecipient>> known = new HashMap<>();
        for (String destination : destinations) {
            known.computeIfAbsent(destination, fresh -> recipients.hashedByEveryKey(scope, fresh));
        }
        List<HashedRecipient> all =
                known.values().stream().flatMap(List::stream).toList();
        return suppressions.among(scope, all).map(listed -> {
            known.values().removeIf(hashes -> hashes.stream().anyMatch(hash -> listed.contains(hash.hex())));
            return known.keySet();
        });
    }
}
