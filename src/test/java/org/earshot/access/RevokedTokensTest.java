package org.earshot.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.earshot.problem.Problem;
import org.earshot.testing.HandClock;
import org.earshot.testing.Reactive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replicas are instances of their own, over one database. */
@QuarkusTest
@Tag("W78")
class RevokedTokensTest {

    private static final CompanyScope COMPANY = new CompanyScope(new CompanyId(1));
    private static final Instant NOW = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    @Inject
    TokenRepository tokens;

    @Inject
    Pool pool;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final HandClock realTime = new HandClock(NOW);

    @Test
    void theRevokingReplicaKnowsAtOnceAndTheOthersAtTheirNextLook() {
        RevokedTokens one = replica();
        RevokedTokens other = replica();
        look(one);
        look(other);
        String id = issued();
        Reactive.await(new RevokeToken(tokens, one).revoke(COMPANY, id));
        assertTrue(contains(one, id));
        assertFalse(contains(other, id), "not looked yet, and still within the five seconds");
        look(other);
        assertTrue(contains(other, id));
    }

    @Test
    void aReplicaThatHasNotLookedForFiveSecondsAsksTheDatabase() {
        RevokedTokens late = replica();
        look(late);
        String id = revoked();
        nanos.addAndGet(RevokedTokens.FRESH.toNanos() - 1);
        assertFalse(contains(late, id));
        nanos.addAndGet(1);
        assertTrue(contains(late, id));
        assertFalse(contains(late, issued()));
    }

    @Test
    void aReplicaThatHasJustStartedAsksTheDatabase() {
        assertTrue(contains(replica(), revoked()));
        assertFalse(contains(replica(), issued()));
    }

    @Test
    void aReplicaLearnsAllThatWasRevokedBeforeItStarted() {
        String id = revoked();
        RevokedTokens started = replicaOver(broken(tokens));
        assertEquals(
                Problem.Kind.UNAVAILABLE,
                assertThrows(Problem.class, () -> contains(started, id)).kind());
        look(started);
        assertTrue(contains(started, id));
    }

    @Test
    void aTokenIsNotAcceptedWhenNobodyCanBeAsked() {
        RevokedTokens cut = replicaOver(broken(tokens));
        look(cut);
        String known = revoked();
        look(cut);
        String id = issued();
        assertFalse(contains(cut, id));
        nanos.addAndGet(RevokedTokens.FRESH.toNanos());
        Problem refusal = assertThrows(Problem.class, () -> contains(cut, id));
        assertEquals(Problem.Kind.UNAVAILABLE, refusal.kind());
        assertTrue(refusal.retryAfter().isPresent());
        assertTrue(contains(cut, known), "what is known stays known");
    }

    @Test
    void theMemoryIsBoundedAndBeyondItTheDatabaseIsAsked() {
        RevokedTokens small = new RevokedTokens(tokens, realTime, nanos::get, 4);
        List<String> many = List.of(revoked(), revoked(), revoked(), revoked(), revoked(), revoked());
        for (int looks = 0; looks < 3; looks++) {
            look(small);
            assertTrue(small.size() <= 5);
            for (String id : many) {
                assertTrue(contains(small, id));
            }
            assertFalse(contains(small, issued()));
        }
    }

    @Test
    void whatHasExpiredLongAgoIsForgotten() {
        RevokedTokens replica = replica();
        revoked();
        look(replica);
        assertTrue(replica.size() > 0);
        realTime.advance(Duration.ofDays(3660));
        look(replica);
        assertEquals(0, replica.size());
    }

    private RevokedTokens replica() {
        return replicaOver(tokens);
    }

    private RevokedTokens replicaOver(TokenRepository repository) {
        return new RevokedTokens(repository, realTime, nanos::get, RevokedTokens.MOST);
    }

    /** A table that can be looked through now and then, but not asked about one token. */
    private TokenRepository broken(TokenRepository whole) {
        return new TokenRepository(pool) {
            @Override
            Uni<List<Revoked>> revokedSince(Instant since, Instant notExpiredAt, int limit) {
                return whole.revokedSince(since, notExpiredAt, limit);
            }

            @Override
            Uni<Boolean> isRevoked(CompanyScope scope, String id) {
                return Uni.createFrom().failure(new IllegalStateException("down"));
            }
        };
    }

    private String issued() {
        String id = PersonalTokenId.next();
        NewToken wanted =
                new NewToken("a test", false, Set.of(1L), Set.of(Permission.REQUESTS_READ), Duration.ofDays(1));
        Reactive.await(tokens.insert(COMPANY, id, wanted, "a test", NOW));
        return id;
    }

    private String revoked() {
        String id = issued();
        assertTrue(Reactive.await(tokens.revoke(COMPANY, id)).isPresent());
        return id;
    }

    private static void look(RevokedTokens replica) {
        Reactive.await(replica.refresh());
    }

    private static boolean contains(RevokedTokens replica, String id) {
        return Reactive.await(replica.contains(COMPANY, id));
    }
}
