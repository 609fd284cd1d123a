package org.earshot.access;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Counts the calls of endpoints that ask for a permission: after it was checked, and before the body is read. Endpoints
 * that ask for none have not looked at any token by now; nothing is counted for them here.
 */
@Singleton
class RateLimitFilter {

    /** Looked up late: filters are made before the run-time configuration is read. */
    private final Instance<RateLimits> rateLimits;

    RateLimitFilter(Instance<RateLimits> rateLimits) {
        this.rateLimits = rateLimits;
    }

    @ServerRequestFilter
    Uni<Void> count(RoutingContext call) {
        return call.user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token
                ? rateLimits.get().take(token, call.normalizedPath())
                : Uni.createFrom().voidItem();
    }
}
