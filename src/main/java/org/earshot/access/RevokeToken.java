package org.earshot.access;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Revokes a personal token: at once on this replica, and within five seconds on every other (W78). */
@Singleton
class RevokeToken {

    private final TokenRepository tokens;
    private final RevokedTokens revokedTokens;

    RevokeToken(TokenRepository tokens, RevokedTokens revokedTokens) {
        this.tokens = tokens;
        this.revokedTokens = revokedTokens;
    }

    /** The entry as it is now; empty if the company has no such token. One that was revoked before stays as it was. */
    Uni<Optional<PersonalToken>> revoke(CompanyScope scope, String id) {
        // what has another form may not even be text that can be looked for
        Uni<Optional<PersonalToken>> looked = PersonalTokenId.matches(id)
                ? tokens.revoke(scope, id)
                : Uni.createFrom().item(Optional.empty());
        return looked.call(revoked -> {
            if (revoked.isPresent()) {
                revokedTokens.add(id, revoked.get().expires());
                return Uni.createFrom().voidItem();
            }
            return tokens.demandCompany(scope);
        });
    }
}
