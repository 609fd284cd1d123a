package org.earshot.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Leads calls of the Activity Feedback API at the root to {@code /v1}, where its resources stand (A3). */
class RootPaths {

    @ServerRequestFilter(preMatching = true)
    void lead(ContainerRequestContext call) {
        UriInfo uri = call.getUriInfo();
        String path = uri.getRequestUri().getRawPath();
        if (ErrorShape.of(path) == ErrorShape.ACTIVITY_FEEDBACK && !path.startsWith(ErrorShape.VERSION)) {
            call.setRequestUri(uri.getRequestUriBuilder()
                    .replacePath(ErrorShape.VERSION + path.substring(1))
                    .build());
        }
    }
}
