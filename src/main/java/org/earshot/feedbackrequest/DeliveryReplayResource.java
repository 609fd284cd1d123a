package org.earshot.feedbackrequest;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.earshot.access.Caller;
import org.earshot.access.CompanyId;
import org.earshot.access.Permission;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorResponse;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Sending again what failed, over HTTP (W87). */
@Path("/company/{companyId}/deliveries/replay")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Feedback requests")
@SecurityRequirement(name = "bearer")
@APIResponse(
        responseCode = "401",
        description = "No valid token, or one that does not permit this",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
class DeliveryReplayResource {

    private final ReplayInvitations replayInvitations;
    private final Caller caller;

    DeliveryReplayResource(ReplayInvitations replayInvitations, Caller caller) {
        this.replayInvitations = replayInvitations;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "replayDeliveries",
            summary = "Send invitations again that were given up or refused",
            description =
                    "For after an outage or a wrong configuration. A call looks at 2,000 requests that failed within"
                            + " the window, newest first; call again with its next as after, until that is null."
                            + " Who opted out, could not be reached or was asked again meanwhile is left out. Safe to"
                            + " repeat: what is queued is not queued twice.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = DryRun.PARAMETER,
            description = "Answer as usual, but change nothing",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ReplayInput")))
    @APIResponse(
            responseCode = "200",
            description = "How many are sent again, and how many are not",
            content = @Content(schema = @Schema(implementation = ReplayView.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad; nothing was changed",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<ReplayView> replay(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            @Context UriInfo address,
            byte @Nullable [] body) {
        CompanyId company = CompanyId.inPath(companyId);
        JsonBody fields = JsonBody.read(body);
        FieldErrors errors = new FieldErrors();
        boolean rehearsal = DryRun.parse(address, errors);
        return caller.scope(company)
                .flatMap(scope -> rehearsal
                        ? replayInvitations.rehearse(scope, fields, errors)
                        : replayInvitations.replay(scope, fields, errors));
    }
}
