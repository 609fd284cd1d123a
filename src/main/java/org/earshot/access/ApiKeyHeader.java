package org.earshot.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import org.earshot.problem.ErrorShape;

/** Takes the header {@code api-key} of the Activity Feedback API for a bearer token; {@code Authorization} wins (A2). */
@Singleton
class ApiKeyHeader {

    private static final String API_KEY = "api-key";

    /** Filters of a higher priority come first; authentication comes at 200. */
    private static final int BEFORE_AUTHENTICATION = 300;

    void register(@Observes Filters filters) {
        filters.register(ApiKeyHeader::translate, BEFORE_AUTHENTICATION);
    }

    private static void translate(RoutingContext call) {
        var headers = call.request().headers();
        if (headers.contains(API_KEY)
                && !headers.contains(HttpHeaders.AUTHORIZATION)
                && ErrorShape.of(call.normalizedPath()) == ErrorShape.ACTIVITY_FEEDBACK) {
            headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + headers.get(API_KEY));
        }
        call.next();
    }
}
