package org.earshot.feedbackrequest;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a content type that cannot even be read, for the bulk call: of several methods on one path, the server chooses
 * by it, and would call its own failure to read it a 500.
 */
class BulkContentType {

    private static final Pattern BULK = Pattern.compile("/?company/[^/]+/requests/?");

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext call) {
        String type = call.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null || !BULK.matcher(call.getUriInfo().getPath()).matches()) {
            return;
        }
        try {
            MediaType.valueOf(type);
        } catch (IllegalArgumentException e) {
            throw new NotSupportedException(e);
        }
    }
}
