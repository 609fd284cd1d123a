package org.earshot.access;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** An endpoint below the paths of activity feedback, of the tests alone. */
@Path("/v1/probe")
class ActivityProbe {

    @GET
    @PermissionsAllowed("activity:read")
    @Operation(hidden = true)
    public Uni<String> get() {
        return Uni.createFrom().item("here");
    }
}
