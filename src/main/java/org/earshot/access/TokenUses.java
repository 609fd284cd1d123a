package org.earshot.access;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.kernel.DueWork;

/** Remembers which personal tokens are in use, and notes it in the table later: at most once a minute for each. */
@Singleton
class TokenUses implements DueWork {

    /** Of more tokens in one minute some are not noted. */
    private static final int MOST = 100_000;

    private final TokenRepository tokens;
    private final Clock realTime = Clock.systemUTC();
    private final Map<TokenRepository.Key, Instant> pending = new ConcurrentHashMap<>();
    private final Set<TokenRepository.Key> seen = ConcurrentHashMap.newKeySet();
    private volatile Instant minute = Instant.EPOCH;

    TokenUses(TokenRepository tokens) {
        this.tokens = tokens;
    }

    /** Remembers that a token was shown now. */
    void add(CompanyScope scope, String id) {
        Instant now = realTime.instant();
        Instant thisMinute = now.truncatedTo(ChronoUnit.MINUTES);
        if (!thisMinute.equals(minute)) {
            minute = thisMinute;
            seen.clear();
        }
        TokenRepository.Key key = new TokenRepository.Key(scope.companyId(), id);
        if (seen.size() < MOST && seen.add(key)) {
            pending.put(key, now.truncatedTo(ChronoUnit.MICROS));
        }
    }

    @Override
    public Uni<Integer> runDue() {
        if (pending.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        Map<TokenRepository.Key, Instant> uses = new HashMap<>(pending);
        uses.forEach(pending::remove);
        return tokens.noteUses(uses);
    }
}
