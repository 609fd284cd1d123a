package org.earshot.access;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.earshot.problem.Problem;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Whoever makes the present call, as far as the token tells. */
@RequestScoped
public class Caller {

    private static final String EVERY_COMPANY = "*";

    private final CurrentIdentityAssociation identity;
    private final HttpServerRequest request;
    private final RateLimits rateLimits;

    Caller(CurrentIdentityAssociation identity, HttpServerRequest request, RateLimits rateLimits) {
        this.identity = identity;
        this.request = request;
        this.rateLimits = rateLimits;
    }

    /** The scope of one company; fails with {@link Problem.Kind#FORBIDDEN} if the token does not reach it. */
    public Uni<CompanyScope> scope(CompanyId company) {
        return reach().map(reach -> reach.scope(company).orElseThrow(Problem::companyForbidden));
    }

    /** All companies that the token reaches. */
    public Uni<CompanyReach> reach() {
        return token().map(Caller::reachOf);
    }

    /**
     * All companies that the token reaches, or nothing for a call that shows no token at all. A bad token, or one
     * without the permission, fails: it never counts as none (W46). Nobody has counted the call yet, since the endpoint
     * asks for no token, so its limit is held here.
     */
    public Uni<Optional<CompanyReach>> reachIfTokenShown(Permission permission) {
        if (!request.headers().contains("Authorization")) {
            return Uni.createFrom().item(Optional.empty());
        }
        return identity.getDeferredIdentity()
                .flatMap(known -> known.checkPermission(permission.granted()).flatMap(permitted -> {
                    JsonWebToken token = tokenOf(known);
                    if (!permitted) {
                        throw Problem.forbidden();
                    }
                    return rateLimits.take(token, request.path()).map(taken -> Optional.of(reachOf(token)));
                }));
    }

    /** What the token can pass on to tokens that are issued with it. */
    Uni<TokenBounds> bounds() {
        return token().flatMap(token -> subject()
                .map(subject -> new TokenBounds(
                        subject,
                        token.getClaim("scope") instanceof String scope ? Permission.ofScope(scope) : Set.of(),
                        Instant.ofEpochSecond(token.getExpirationTime()))));
    }

    /** Who the token says is calling: its {@code sub}, or else its {@code name}. */
    public Uni<String> subject() {
        return token().map(token ->
                token.getSubject() != null ? token.getSubject() : nameOf(token).orElse("unknown"));
    }

    /** The token's {@code name} claim. */
    public Uni<Optional<String>> name() {
        return token().map(Caller::nameOf);
    }

    /** By what the token is known again without keeping it: a hash of its {@code jti}, or of all of it if it has none. */
    public Uni<byte[]> tokenHash() {
        return token().map(token -> TokenHash.of(token, "idempotency").bytes());
    }

    private Uni<JsonWebToken> token() {
        return identity.getDeferredIdentity().map(Caller::tokenOf);
    }

    private static JsonWebToken tokenOf(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token;
        }
        throw Problem.unauthenticated();
    }

    private static Optional<String> nameOf(JsonWebToken token) {
        return Optional.ofNullable(token.getClaim("name")).map(Object::toString);
    }

    static CompanyReach reachOf(JsonWebToken token) {
        Set<Long> companies = new HashSet<>();
        for (Object entry : entries(token.getClaim("companies"))) {
            if (EVERY_COMPANY.equals(text(entry))) {
                return CompanyReach.ofEveryCompany();
            }
            if (entry instanceof JsonNumber number) {
                companies.add(number.longValue());
            } else if (entry instanceof Number number) {
                companies.add(number.longValue());
            }
        }
        return CompanyReach.of(companies);
    }

    private static Collection<?> entries(Object claim) {
        if (claim instanceof Collection<?> several) {
            return several;
        }
        return claim == null ? Set.of() : Set.of(claim);
    }

    private static String text(Object entry) {
        return entry instanceof JsonString string ? string.getString() : String.valueOf(entry);
    }
}
