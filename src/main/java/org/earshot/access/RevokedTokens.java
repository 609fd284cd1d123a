package org.earshot.access;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.earshot.problem.Problem;

/**
 * Which personal tokens are revoked, as far as this replica knows. While its knowledge is fresh, that decides; while it
 * is not, each call with a personal token asks the database, and fails if that cannot be asked. So a token is refused
 * everywhere within {@link #FRESH} of being revoked, whatever fails.
 */
@Singleton
class RevokedTokens {

    /** For how long a look at the table is good. */
    static final Duration FRESH = Duration.ofSeconds(5);

    /** How many revoked tokens are kept in mind; beyond that, the database is asked. */
    static final int MOST = 100_000;

    /** Revocations that commit in another order than they are dated are seen by looking back so far. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(1);

    /** With the time that the call itself may take, less than the six seconds after which everybody has an answer. */
    private static final Duration PATIENCE = Duration.ofMillis(1800);

    /** Tokens are accepted for a minute after they expire, and clocks differ. */
    private static final Duration AFTERLIFE = Duration.ofHours(1);

    private final TokenRepository tokens;
    private final Clock realTime;
    private final LongSupplier nanos;
    private final int most;

    private final Map<String, Instant> expiryById = new ConcurrentHashMap<>();
    private volatile Instant newest = Instant.EPOCH;
    private volatile long freshUntil;
    private volatile boolean complete;

    @Inject
    RevokedTokens(TokenRepository tokens) {
        this(tokens, Clock.systemUTC(), System::nanoTime, MOST);
    }

    RevokedTokens(TokenRepository tokens, Clock realTime, LongSupplier nanos, int most) {
        this.tokens = tokens;
        this.realTime = realTime;
        this.nanos = nanos;
        this.most = most;
    }

    /** Whether a token must be refused; fails with UNAVAILABLE if that can neither be known nor asked. */
    Uni<Boolean> contains(CompanyScope scope, String id) {
        if (expiryById.containsKey(id)) {
            return Uni.createFrom().item(true);
        }
        return isCertain()
                ? Uni.createFrom().item(false)
                : tokens.isRevoked(scope, id)
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .onFailure()
                        .transform(Problem::unavailable);
    }

    /** Knows at once what this replica revoked itself. */
    void add(String id, Instant expires) {
        if (expiryById.size() < most) {
            expiryById.put(id, expires);
        } else {
            complete = false;
        }
    }

    /** Learns what was revoked since the last look, by any replica. */
    @Scheduled(
            identity = "revoked-tokens",
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> refresh() {
        Instant now = realTime.instant();
        expiryById.values().removeIf(expires -> expires.plus(AFTERLIFE).isBefore(now));
        if (!complete && expiryById.size() > most / 2) {
            // too many: they are asked for one by one, until enough have expired
            return Uni.createFrom().voidItem();
        }
        long asked = nanos.getAsLong();
        Instant since = complete ? newest.minus(LOOK_BACK) : Instant.EPOCH;
        return tokens.revokedSince(since, now.minus(AFTERLIFE), most + 1)
                .invoke(found -> learn(found, asked))
                .replaceWithVoid();
    }

    private void learn(List<TokenRepository.Revoked> found, long asked) {
        for (TokenRepository.Revoked revoked : found) {
            expiryById.put(revoked.id(), revoked.expires());
            if (revoked.revokedAt().isAfter(newest)) {
                newest = revoked.revokedAt();
            }
        }
        freshUntil = asked + FRESH.toNanos();
        complete = expiryById.size() <= most;
    }

    /** How many are kept in mind. */
    int size() {
        return expiryById.size();
    }

    private boolean isCertain() {
        return complete && nanos.getAsLong() - freshUntil < 0;
    }
}
