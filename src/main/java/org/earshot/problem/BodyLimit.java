package org.earshot.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body that is announced as too large in the shape that the path speaks; the server itself says nothing (W1). */
@Singleton
class BodyLimit {

    private static final int TOO_LARGE = 413;
    private static final int BEFORE_THE_SERVERS_OWN_CHECK = 1000;

    private final ObjectMapper json;
    private final MemorySize largestBody;

    BodyLimit(ObjectMapper json, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.json = json;
        this.largestBody = largestBody;
    }

    void largeBodies(@Observes Filters filters) {
        filters.register(
                call -> {
                    if (announcedLength(call.request()) > largestBody.asLongValue()) {
                        refuse(call);
                    } else {
                        call.next();
                    }
                },
                BEFORE_THE_SERVERS_OWN_CHECK);
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void refuse(RoutingContext call) {
        ErrorShape shape = ErrorShape.of(call.request().path());
        call.response()
                .setStatusCode(TOO_LARGE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, shape.mediaType().toString())
                .end(write(shape.body(ProblemRenderer.reason(TOO_LARGE), Map.of())));
    }

    private String write(Object answer) {
        try {
            return answer instanceof String page ? page : json.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An error can always be written", e);
        }
    }
}
