package org.earshot.access;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.earshot.problem.JsonBody;

/** Issues a personal token and registers it, so that it can be listed and revoked (W78). */
@Singleton
class IssuePersonalToken {

    private final TokenRepository tokens;
    private final IssueToken issueToken;
    private final Clock realTime;

    @Inject
    IssuePersonalToken(TokenRepository tokens, IssueToken issueToken) {
        this(tokens, issueToken, Clock.systemUTC());
    }

    IssuePersonalToken(TokenRepository tokens, IssueToken issueToken, Clock realTime) {
        this.tokens = tokens;
        this.issueToken = issueToken;
        this.realTime = realTime;
    }

    /** The entry of the new token, with the token itself, which is kept nowhere. */
    Uni<PersonalToken> issue(CompanyScope scope, JsonBody fields, TokenBounds bounds) {
        return tokens.demandCompany(scope).chain(() -> {
            Instant now = realTime.instant().truncatedTo(ChronoUnit.SECONDS);
            NewToken wanted = NewPersonalToken.parse(scope.company(), fields, bounds, now);
            String id = PersonalTokenId.next();
            String signed = issueToken.issue(wanted, id, now);
            return tokens.insert(scope, id, wanted, bounds.subject(), now).map(entry -> entry.shown(signed));
        });
    }
}
