package org.earshot.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets the scripts of web pages from configured origins call the API (W10). A call from elsewhere is answered as if
 * nobody had asked: without the headers, its browser keeps the answer from the script.
 */
@Singleton
class CrossOriginCalls {

    private static final String EVERY_ORIGIN = "*";
    private static final int BEFORE_ANYTHING_CAN_BE_REFUSED = 2000;
    private static final int PREFLIGHT_SECONDS = 3600;

    private final Set<String> origins;
    private final CorsHandler handler;

    CrossOriginCalls(@ConfigProperty(name = "earshot.cors.origins") Optional<List<String>> origins) {
        this.origins = Set.copyOf(origins.orElse(List.of()));
        CorsHandler cors = CorsHandler.create();
        this.handler = (this.origins.contains(EVERY_ORIGIN) ? cors : cors.addOrigins(List.copyOf(this.origins)))
                .allowedMethods(
                        Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE))
                .allowedHeaders(Set.of(
                        "authorization",
                        "api-key",
                        "content-type",
                        "accept",
                        "limit",
                        "datefrom",
                        "dateto",
                        "ratings",
                        "idempotency-key"))
                .exposedHeaders(
                        Set.of("X-Total-Count", "Link", "Retry-After", "WWW-Authenticate", "Content-Disposition"))
                .maxAgeSeconds(PREFLIGHT_SECONDS);
    }

    void answerBrowsers(@Observes Filters filters) {
        if (!origins.isEmpty()) {
            filters.register(this::answer, BEFORE_ANYTHING_CAN_BE_REFUSED);
        }
    }

    private void answer(RoutingContext call) {
        String origin = call.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && (origins.contains(EVERY_ORIGIN) || origins.contains(origin))) {
            handler.handle(call);
        } else {
            call.next();
        }
    }
}
