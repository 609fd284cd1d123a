package org.earshot.delivery.sms;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What Twilio understands. The form is written beforehand, since it must be the same at every attempt. */
@Path("/2010-04-01/Accounts/{account}/Messages.json")
interface TwilioApi {

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> send(
            @PathParam("account") String account, @HeaderParam("Authorization") String authorization, String form);
}
