package org.earshot.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.earshot.problem.Problem;
import org.earshot.testing.Database;
import org.earshot.testing.HandClock;
import org.earshot.testing.Reactive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replicas are instances of their own, over one database; time is moved by hand. */
@QuarkusTest
@Tag("W77")
class RateLimitsTest {

    private record Calls(int perMinute, int perDay) implements RateLimitConfig.Limit {}

    private static final Instant START = Instant.parse("2026-01-31T09:30:20.500Z");

    @Inject
    RateLimitRepository repository;

    @Inject
    RateLimitConfig config;

    @Inject
    Pool pool;

    @Inject
    DataSource dataSource;

    private final HandClock clock = new HandClock(START);
    private final TokenHash token = TokenHash.of(UUID.randomUUID().toString());

    @Test
    void aSingleReplicaGivesTheWholeLimitAndNotMore() {
        RateLimits replica = replica();
        assertEquals(100, served(replica, token, new Calls(100, 0), 150));
    }

    @Test
    void twoReplicasShareOneLimit() {
        RateLimits one = replica();
        RateLimits other = replica();
        int served = 0;
        for (int call = 0; call < 150; call++) {
            served += served(one, token, new Calls(100, 0), 1) + served(other, token, new Calls(100, 0), 1);
        }
        assertEquals(100, served);
    }

    @Test
    void whatAReplicaDoesNotSpendIsLostButNotMoreThanItsGrant() {
        Calls calls = new Calls(100, 0);
        assertEquals(1, served(replica(), token, calls, 1));
        assertEquals(90, served(replica(), token, calls, 150));
    }

    @Test
    void callsAtTheSameTimeNeverExceedTheLimit() {
        Calls calls = new Calls(50, 0);
        List<RateLimits> replicas = List.of(replica(), replica(), replica());
        List<Uni<Boolean>> all = new ArrayList<>();
        for (int call = 0; call < 300; call++) {
            all.add(replicas.get(call % 3)
                    .take(token, calls)
                    .replaceWith(true)
                    .onFailure(Problem.class)
                    .recoverWithItem(false));
        }
        List<Boolean> served = Reactive.await(Uni.join().all(all).andFailFast());
        assertEquals(50, served.stream().filter(yes -> yes).count());
    }

    @Test
    void aRefusalSaysWhenTheWindowEnds() {
        RateLimits replica = replica();
        assertEquals(2, served(replica, token, new Calls(2, 0), 5));
        Problem refusal = refusal(replica, new Calls(2, 0));
        assertEquals(Problem.Kind.RATE_LIMITED, refusal.kind());
        assertEquals(Duration.ofSeconds(40), refusal.retryAfter().orElseThrow());
    }

    @Test
    void aNewWindowFrees() {
        RateLimits replica = replica();
        Calls calls = new Calls(2, 0);
        assertEquals(2, served(replica, token, calls, 3));
        clock.advance(Duration.ofMillis(39_499));
        assertEquals(0, served(replica, token, calls, 3));
        clock.advance(Duration.ofMillis(1));
        assertEquals(2, served(replica, token, calls, 3));
        clock.advance(Duration.ofMinutes(7));
        assertEquals(2, served(replica, token, calls, 3));
    }

    @Test
    void aClockThatIsSetBackOpensNoNewWindow() {
        RateLimits replica = replica();
        Calls calls = new Calls(2, 0);
        assertEquals(2, served(replica, token, calls, 3));
        clock.advance(Duration.ofMinutes(-1));
        assertEquals(0, served(replica, token, calls, 3));
    }

    @Test
    void theDayHoldsOverTheMinutesAndRefusedCallsCostNothing() {
        RateLimits replica = replica();
        Calls calls = new Calls(2, 3);
        assertEquals(2, served(replica, token, calls, 10));
        assertEquals(
                Duration.ofSeconds(40), refusal(replica, calls).retryAfter().orElseThrow());
        clock.advance(Duration.ofMinutes(1));
        assertEquals(1, served(replica, token, calls, 10));
        Duration untilMidnight = Duration.between(START, Instant.parse("2026-02-01T00:01:00Z"))
                .minusMinutes(2)
                .plusMillis(500);
        assertEquals(untilMidnight, refusal(replica, calls).retryAfter().orElseThrow());
        clock.advance(Duration.ofDays(1));
        assertEquals(2, served(replica, token, calls, 10));
    }

    @Test
    void anotherTokenHasItsOwnCalls() {
        RateLimits replica = replica();
        Calls calls = new Calls(1, 0);
        assertEquals(1, served(replica, token, calls, 2));
        assertEquals(1, served(replica, TokenHash.of(UUID.randomUUID().toString()), calls, 2));
    }

    @Test
    void whileTheDatabaseFailsCallsGoOn() {
        assertEquals(
                5,
                served(
                        failing(() -> Uni.createFrom().failure(new IllegalStateException("down"))),
                        token,
                        new Calls(1, 1),
                        5));
        assertEquals(1, served(failing(() -> Uni.createFrom().nothing()), token, new Calls(1, 0), 1));
    }

    @Test
    void windowsThatAreOverAreRemoved() {
        RateLimits replica = replica();
        served(replica, token, new Calls(3, 3), 1);
        assertEquals(2, windows());
        clock.advance(Duration.ofHours(2));
        assertTrue(Reactive.await(replica.runDue()) > 0);
        assertEquals(1, windows());
        clock.advance(Duration.ofDays(1));
        assertTrue(Reactive.await(replica.runDue()) > 0);
        assertEquals(0, windows());
        assertEquals(0, Reactive.await(replica.runDue()));
    }

    @Test
    void noTokenIsStored() {
        served(replica(), token, new Calls(3, 0), 1);
        assertFalse(new Database(dataSource)
                .rows("select encode(token_hash, 'hex') from rate_limit")
                .isEmpty());
        assertEquals(
                0,
                new Database(dataSource)
                        .number("select count(*) from rate_limit where octet_length(token_hash) <> 32"));
    }

    private long windows() {
        StringBuilder hex = new StringBuilder();
        for (byte each : token.bytes()) {
            hex.append("%02x".formatted(each));
        }
        return new Database(dataSource)
                .number("select count(*) from rate_limit where encode(token_hash, 'hex') = ?", hex.toString());
    }

    private RateLimits replica() {
        return new RateLimits(repository, config, clock);
    }

    private RateLimits failing(Supplier<Uni<Integer>> answer) {
        RateLimitRepository broken = new RateLimitRepository(pool) {
            @Override
            Uni<Integer> grant(TokenHash token, RatePeriod period, Instant end, int limit) {
                return answer.get();
            }
        };
        return new RateLimits(broken, config, clock);
    }

    private static int served(RateLimits replica, TokenHash token, RateLimitConfig.Limit limit, int calls) {
        int served = 0;
        for (int call = 0; call < calls; call++) {
            try {
                Reactive.await(replica.take(token, limit));
                served++;
            } catch (Problem refusal) {
                assertEquals(Problem.Kind.RATE_LIMITED, refusal.kind());
            }
        }
        return served;
    }

    private Problem refusal(RateLimits replica, RateLimitConfig.Limit limit) {
        return assertThrows(Problem.class, () -> Reactive.await(replica.take(token, limit)));
    }
}
