package org.earshot.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives every call an id that its log lines and its answer carry; a caller's own {@code X-Request-Id} is kept. */
class CorrelationFilter {

    static final String MDC_KEY = "correlationId";

    private static final String HEADER = "X-Request-Id";
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @ServerRequestFilter(preMatching = true)
    void enter(ContainerRequestContext call) {
        String given = call.getHeaderString(HEADER);
        String id = given != null && ACCEPTABLE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        MDC.put(MDC_KEY, id);
    }

    @ServerResponseFilter
    void leave(ContainerResponseContext answer) {
        Object id = MDC.get(MDC_KEY);
        if (id != null) {
            answer.getHeaders().putSingle(HEADER, id);
        }
    }
}
