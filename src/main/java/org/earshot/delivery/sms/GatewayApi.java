package org.earshot.delivery.sms;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What the gateway understands. The body is written beforehand, since it must be the same at every attempt. */
@Path("")
interface GatewayApi {

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> send(
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @HeaderParam("Authorization") @Nullable String authorization,
            String body);
}
