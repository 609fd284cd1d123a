package org.earshot.review;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.earshot.access.Caller;
import org.earshot.access.CompanyReach;
import org.earshot.access.Permission;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorResponse;
import org.earshot.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSets;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Reviews over HTTP (W46–W56). */
@Path("/review/{reviewId}")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Reviews")
@APIResponse(
        responseCode = "401",
        description = "The token is bad, or does not permit this",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
@APIResponse(
        responseCode = "404",
        description = "No such review, or one that the caller may not know of",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
class ReviewResource {

    private final ReviewQueries queries;
    private final ModerateReview moderateReview;
    private final ReviewRefusal refusal;
    private final Caller caller;

    ReviewResource(ReviewQueries queries, ModerateReview moderateReview, ReviewRefusal refusal, Caller caller) {
        this.queries = queries;
        this.moderateReview = moderateReview;
        this.refusal = refusal;
        this.caller = caller;
    }

    @GET
    @PermitAll
    @SecurityRequirementsSets({@SecurityRequirementsSet(@SecurityRequirement(name = "bearer")), @SecurityRequirementsSet
    })
    @Operation(
            operationId = "getReview",
            summary = "Read a review",
            description = "With a token, the whole review; without one, the public part of a published review.")
    @APIResponse(
            responseCode = "200",
            description = "The review",
            content = @Content(schema = @Schema(anyOf = {ReviewView.class, PublicReviewView.class})))
    public Uni<Object> get(@Parameter(schema = @Schema(ref = "ReviewId")) @PathParam("reviewId") String reviewId) {
        return caller.reachIfTokenShown(Permission.REVIEWS_READ).flatMap(reach -> {
            ReviewId id = ReviewRefusal.named(reviewId);
            return reach.isPresent()
                    ? withToken(reach.get(), id).map(Object.class::cast)
                    : queries.findPublished(id).map(found -> found.orElseThrow(Problem::notFound));
        });
    }

    @POST
    @Path("/moderation")
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.REVIEWS_MODERATE)
    @SecurityRequirement(name = "bearer")
    @Operation(
            operationId = "moderateReview",
            summary = "Decide what becomes of a review",
            description = "Publishes, rejects, restricts or investigates; the review's revision, if given, must be the"
                    + " present one.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ModerationInput")))
    @APIResponse(
            responseCode = "200",
            description = "The review as it is now",
            content = @Content(schema = @Schema(implementation = ReviewView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The decision is not possible now; the answer says which are",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<ReviewView> moderate(
            @Parameter(schema = @Schema(ref = "ReviewId")) @PathParam("reviewId") String reviewId,
            byte @Nullable [] body) {
        ReviewId id = ReviewRefusal.named(reviewId);
        Moderation moderation = Moderation.parse(body);
        return caller.reach()
                .flatMap(reach -> caller.subject()
                        .flatMap(moderator -> moderateReview.moderate(reach, id, moderation, moderator)))
                .flatMap(moderated -> refusal.orElseRefuse(moderated, id));
    }

    private Uni<ReviewView> withToken(CompanyReach reach, ReviewId id) {
        return queries.find(reach, id).flatMap(found -> refusal.orElseRefuse(found, id));
    }
}
