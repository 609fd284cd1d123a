package org.earshot.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Turns the words of a verified token's {@code scope} claim into the permissions that endpoints ask for, unless the token
 * is a personal one that was revoked. Whoever wants to know who calls comes by here, so a revoked token is as bad as a
 * forged one everywhere.
 */
@Singleton
class ScopePermissions implements SecurityIdentityAugmentor {

    private final RevokedTokens revokedTokens;
    private final TokenUses tokenUses;

    ScopePermissions(RevokedTokens revokedTokens, TokenUses tokenUses) {
        this.revokedTokens = revokedTokens;
        this.tokenUses = tokenUses;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        SecurityIdentity permitted = withPermissions(identity, token);
        return PersonalTokenId.matches(token.getTokenID())
                ? unlessRevoked(token).replaceWith(permitted)
                : Uni.createFrom().item(permitted);
    }

    private Uni<Void> unlessRevoked(JsonWebToken token) {
        Optional<CompanyScope> scope = Caller.reachOf(token).onlyScope();
        if (scope.isEmpty()) {
            // we issue none for several companies, so it is not registered
            return Uni.createFrom().voidItem();
        }
        return revokedTokens
                .contains(scope.get(), token.getTokenID())
                .invoke(revoked -> {
                    if (revoked) {
                        throw new AuthenticationFailedException("The token was revoked");
                    }
                    tokenUses.add(scope.get(), token.getTokenID());
                })
                .replaceWithVoid();
    }

    private static SecurityIdentity withPermissions(SecurityIdentity identity, JsonWebToken token) {
        if (!(token.getClaim("scope") instanceof String scope)) {
            return identity;
        }
        QuarkusSecurityIdentity.Builder builder = QuarkusSecurityIdentity.builder(identity);
        for (Permission permission : Permission.ofScope(scope)) {
            builder.addPermission(permission.granted());
        }
        return builder.build();
    }
}
