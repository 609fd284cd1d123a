package org.earshot.review;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What happened to a review, over HTTP (W70). */
@Path("/review/{reviewId}/history")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Reviews")
class ReviewHistoryResource {

    private final ReviewHistoryQueries queries;
    private final ReviewRefusal refusal;
    private final Caller caller;

    ReviewHistoryResource(ReviewHistoryQueries queries, ReviewRefusal refusal, Caller caller) {
        this.queries = queries;
        this.refusal = refusal;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.Scope.REVIEWS_READ)
    @SecurityRequirement(name = "bearer")
    @Operation(
            operationId = "getReviewHistory",
            summary = "Read what happened to a review",
            description = "Who did what, when and why, oldest first. Nothing is ever changed in this log, and nothing"
                    + " leaves it while the review exists.")
    @APIResponse(
            responseCode = "200",
            description = "The history",
            content = @Content(schema = @Schema(implementation = ReviewHistoryView.class)))
    @APIResponse(
            responseCode = "401",
            description = "The token is bad, or does not permit this",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such review, or one that the caller may not know of",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<ReviewHistoryView> get(
            @Parameter(schema = @Schema(ref = "ReviewId")) @PathParam("reviewId") String reviewId) {
        ReviewId id = ReviewRefusal.named(reviewId);
        return caller.reach()
                .flatMap(reach -> queries.find(reach, id))
                .flatMap(found -> refusal.orElseRefuse(found, id));
    }
}
