package org.earshot.access;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earshot.access.RateLimitConfig.Limit;
import org.earshot.kernel.DueWork;
import org.earshot.problem.ErrorShape;
import org.earshot.problem.Problem;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Holds each token to its limits, over all replicas (W77): a replica takes permits in grants from the database and
 * spends them in memory. What it does not spend is lost for that window, so a limit can be reached a little early, but is
 * never exceeded. If no grant can be had because the database fails, the call goes on.
 */
@Singleton
class RateLimits implements DueWork {

    /** Of more tokens, the ones that called longest ago lose their unspent permits. */
    private static final int MOST = 50_000;

    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(10);

    /** For how long a window that is over stays, for replicas whose clocks are late. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(RateLimits.class);

    /** The limits of one token on one contract's paths: the longest first. */
    private record Budget(List<Allowance> allowances, List<RatePeriod> periods) {}

    private final RateLimitRepository repository;
    private final RateLimitConfig config;
    private final Clock realTime;
    private final Map<TokenHash, Budget> budgets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TokenHash, Budget> eldest) {
            return size() > MOST;
        }
    };
    private volatile Instant nextWarning = Instant.EPOCH;
    private volatile Instant nextCleaning = Instant.EPOCH;

    @Inject
    RateLimits(RateLimitRepository repository, RateLimitConfig config) {
        this(repository, config, Clock.systemUTC());
    }

    RateLimits(RateLimitRepository repository, RateLimitConfig config, Clock realTime) {
        this.repository = repository;
        this.config = config;
        this.realTime = realTime;
    }

    /** Counts one call; fails with RATE_LIMITED if the token has none left for now. */
    Uni<Void> take(JsonWebToken token, String path) {
        ErrorShape contract = ErrorShape.of(path);
        Limit limit = contract == ErrorShape.ACTIVITY_FEEDBACK ? config.activity() : config.feedback();
        return limit.perMinute() <= 0 && limit.perDay() <= 0
                ? Uni.createFrom().voidItem()
                : take(TokenHash.of(token, contract.name()), limit);
    }

    Uni<Void> take(TokenHash token, Limit limit) {
        Instant now = realTime.instant();
        Budget budget;
        synchronized (budgets) {
            budget = budgets.computeIfAbsent(token, key -> budget(key, limit));
        }
        return take(budget, 0, now)
                .onFailure(failure -> !(failure instanceof Problem))
                .recoverWithUni(failure -> {
                    warn(failure, now);
                    return Uni.createFrom().voidItem();
                });
    }

    /** Takes a permit of each allowance in turn; a call that one of them refuses costs nothing. */
    private static Uni<Void> take(Budget budget, int position, Instant now) {
        if (position == budget.allowances().size()) {
            return Uni.createFrom().voidItem();
        }
        Allowance allowance = budget.allowances().get(position);
        return allowance.take(now).flatMap(taken -> {
            if (!taken) {
                Instant end = budget.periods().get(position).end(now);
                return Uni.createFrom().failure(Problem.rateLimited(untilAfter(now, end)));
            }
            return take(budget, position + 1, now).onFailure().invoke(() -> allowance.giveBack(now));
        });
    }

    /** Whole seconds, rounded up, so that the caller does not come back too early. */
    private static Duration untilAfter(Instant now, Instant end) {
        return Duration.ofSeconds(Duration.between(now, end).plusMillis(999).toSeconds());
    }

    private Budget budget(TokenHash token, Limit limit) {
        List<Allowance> allowances = new ArrayList<>();
        List<RatePeriod> periods = new ArrayList<>();
        for (RatePeriod period : List.of(RatePeriod.DAY, RatePeriod.MINUTE)) {
            int calls = period == RatePeriod.DAY ? limit.perDay() : limit.perMinute();
            if (calls > 0) {
                periods.add(period);
                allowances.add(new Allowance(period, end -> repository.grant(token, period, end, calls)));
            }
        }
        return new Budget(allowances, periods);
    }

    private void warn(Throwable failure, Instant now) {
        if (!now.isBefore(nextWarning)) {
            nextWarning = now.plus(BETWEEN_WARNINGS);
            LOG.warn("Calls are not counted, because the database does not answer", failure);
        }
    }

    /** Removes what is left of windows that are over. */
    @Override
    public Uni<Integer> runDue() {
        Instant now = realTime.instant();
        if (now.isBefore(nextCleaning)) {
            return Uni.createFrom().item(0);
        }
        nextCleaning = now.plus(BETWEEN_CLEANINGS);
        return repository.forget(now.minus(KEPT));
    }
}
