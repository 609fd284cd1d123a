package org.earshot.review;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.earshot.access.Caller;
import org.earshot.access.Permission;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorResponse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Disputes over HTTP (W71). */
@Path("/review/{reviewId}/escalation")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Reviews")
class ReviewEscalationResource {

    private final EscalateReview escalateReview;
    private final ReviewRefusal refusal;
    private final Caller caller;

    ReviewEscalationResource(EscalateReview escalateReview, ReviewRefusal refusal, Caller caller) {
        this.escalateReview = escalateReview;
        this.refusal = refusal;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @SecurityRequirement(name = "bearer")
    @Operation(
            operationId = "escalateReview",
            summary = "Dispute a published review",
            description = "Once for each review. It stays published until moderators decide otherwise.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "EscalationInput")))
    @APIResponse(
            responseCode = "200",
            description = "The review as it is now",
            content = @Content(schema = @Schema(implementation = ReviewView.class)))
    @APIResponse(
            responseCode = "401",
            description = "The token is bad, or does not permit this",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such review, or one that the caller may not know of",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "409",
            description = "The review is not published, or was disputed before",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "422",
            description = "The reason is missing or bad",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<ReviewView> escalate(
            @Parameter(schema = @Schema(ref = "ReviewId")) @PathParam("reviewId") String reviewId,
            byte @Nullable [] body) {
        ReviewId id = ReviewRefusal.named(reviewId);
        Escalation escalation = Escalation.parse(body);
        return caller.reach()
                .flatMap(reach -> caller.subject().flatMap(by -> escalateReview.escalate(reach, id, escalation, by)))
                .flatMap(escalated -> refusal.orElseRefuse(escalated, id));
    }
}
