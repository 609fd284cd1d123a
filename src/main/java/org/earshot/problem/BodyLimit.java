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
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that is announced as too large in the shape that the path speaks; the server itself says nothing (W1).
 * The server's own limit is that of the bulk call (W76), which is read as it arrives; every other body is held in memory,
 * and has a limit of its own.
 */
@Singleton
class BodyLimit {

    private static final int TOO_LARGE = 413;
    private static final int BEFORE_THE_SERVERS_OWN_CHECK = 1000;
    private static final int AFTER_THE_SERVERS_OWN_CHECK = 1;
    private static final String LIMIT_WHILE_READING = "io.quarkus.max-request-size";
    private static final Pattern BULK = Pattern.compile("/company/\\d+/requests");

    private final ObjectMapper json;
    private final long largestBody;
    private final long largestBulk;

    BodyLimit(
            ObjectMapper json,
            @ConfigProperty(name = "earshot.limits.body") MemorySize largestBody,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBulk) {
        this.json = json;
        this.largestBody = Math.min(largestBody.asLongValue(), largestBulk.asLongValue());
        this.largestBulk = largestBulk.asLongValue();
    }

    void largeBodies(@Observes Filters filters) {
        filters.register(
                call -> {
                    if (announcedLength(call.request()) > limit(call.request())) {
                        refuse(call);
                    } else {
                        call.next();
                    }
                },
                BEFORE_THE_SERVERS_OWN_CHECK);
        filters.register(
                call -> {
                    call.put(LIMIT_WHILE_READING, limit(call.request()));
                    call.next();
                },
                AFTER_THE_SERVERS_OWN_CHECK);
    }

    private long limit(HttpServerRequest request) {
        return BULK.matcher(request.path()).matches() ? largestBulk : largestBody;
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
