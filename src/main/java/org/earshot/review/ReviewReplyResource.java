package org.earshot.review;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.function.BiFunction;
import org.earshot.access.Caller;
import org.earshot.access.CompanyReach;
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

/** Replies to reviews over HTTP (W72). */
@Path("/review/{reviewId}/reply")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Reviews")
@SecurityRequirement(name = "bearer")
@APIResponse(
        responseCode = "401",
        description = "The token is bad, or does not permit this",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
class ReviewReplyResource {

    private static final String NO_REVIEW = "No such review, or one that the caller may not know of";
    private static final String NO_REPLY = NO_REVIEW + "; or the review has no reply";

    private final ReviewReplyQueries queries;
    private final WriteReply writeReply;
    private final ChangeReply changeReply;
    private final WithdrawReply withdrawReply;
    private final ModerateReply moderateReply;
    private final ReviewRefusal refusal;
    private final Caller caller;

    ReviewReplyResource(
            ReviewReplyQueries queries,
            WriteReply writeReply,
            ChangeReply changeReply,
            WithdrawReply withdrawReply,
            ModerateReply moderateReply,
            ReviewRefusal refusal,
            Caller caller) {
        this.queries = queries;
        this.writeReply = writeReply;
        this.changeReply = changeReply;
        this.withdrawReply = withdrawReply;
        this.moderateReply = moderateReply;
        this.refusal = refusal;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.Scope.REVIEWS_READ)
    @Operation(
            operationId = "getReply",
            summary = "Read the reply to a review",
            description = "Also one that moderators have not published.")
    @APIResponse(
            responseCode = "200",
            description = "The reply",
            content = @Content(schema = @Schema(implementation = ReplyView.class)))
    @APIResponse(
            responseCode = "404",
            description = NO_REPLY,
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<ReplyView> get(@Parameter(schema = @Schema(ref = "ReviewId")) @PathParam("reviewId") String reviewId) {
        ReviewId id = ReviewRefusal.named(reviewId);
        return answered(id, (reach, by) -> queries.find(reach, id));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "writeReply",
            summary = "Reply to a published review",
            description = "One reply for each review. Moderators read it before it counts as published.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ReplyInput")))
    @APIResponse(
            responseCode = "200",
            description = "The reply",
            content = @Content(schema = @Schema(implementation = ReplyView.class)))
    @APIResponse(
            responseCode = "404",
            description = NO_REVIEW,
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "409",
            description = "The review is not published, or has a reply",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "422",
            description = "The text is missing or bad",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<ReplyView> write(
            @Parameter(schema = @Schema(ref = "ReviewId")) @PathParam("reviewId") String reviewId,
            byte @Nullable [] body) {
        ReviewId id = ReviewRefusal.named(reviewId);
        ReplyText words = ReplyText.parse(body);
        return answered(id, (reach, by) -> writeReply.write(reach, id, words, by));
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "changeReply",
            summary = "Change the reply to a review",
            description = "It is no longer published until moderators have read it again.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ReplyInput")))
    @APIResponse(
            responseCode = "200",
            description = "The reply as it is now",
            content = @Content(schema = @Schema(implementation = ReplyView.class)))
    @APIResponse(
            responseCode = "404",
            description = NO_REPLY,
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "409",
            description = "The review is not published",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "422",
            description = "The text is missing or bad",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<ReplyView> change(
            @Parameter(schema = @Schema(ref = "ReviewId")) @PathParam("reviewId") String reviewId,
            byte @Nullable [] body) {
        ReviewId id = ReviewRefusal.named(reviewId);
        ReplyText words = ReplyText.parse(body);
        return answered(id, (reach, by) -> changeReply.change(reach, id, words, by));
    }

    @DELETE
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(operationId = "withdrawReply", summary = "Withdraw the reply to a review")
    @APIResponse(
            responseCode = "200",
            description = "The reply as it was",
            content = @Content(schema = @Schema(implementation = ReplyView.class)))
    @APIResponse(
            responseCode = "404",
            description = NO_REPLY,
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<ReplyView> withdraw(
            @Parameter(schema = @Schema(ref = "ReviewId")) @PathParam("reviewId") String reviewId) {
        ReviewId id = ReviewRefusal.named(reviewId);
        return answered(id, (reach, by) -> withdrawReply.withdraw(reach, id, by));
    }

    @POST
    @Path("/moderation")
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.REVIEWS_MODERATE)
    @Operation(
            operationId = "moderateReply",
            summary = "Decide whether a reply is published",
            description = "Publishes or rejects; the reply's revision, if given, must be the present one.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ReplyModerationInput")))
    @APIResponse(
            responseCode = "200",
            description = "The reply as it is now",
            content = @Content(schema = @Schema(implementation = ReplyView.class)))
    @APIResponse(
            responseCode = "404",
            description = NO_REPLY,
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "409",
            description = "The decision was taken already, or on an older revision",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<ReplyView> moderate(
            @Parameter(schema = @Schema(ref = "ReviewId")) @PathParam("reviewId") String reviewId,
            byte @Nullable [] body) {
        ReviewId id = ReviewRefusal.named(reviewId);
        ReplyModeration moderation = ReplyModeration.parse(body);
        return answered(id, (reach, by) -> moderateReply.moderate(reach, id, moderation, by));
    }

    /** What a call answers that is made within the caller's reach and in the caller's name. */
    private Uni<ReplyView> answered(ReviewId id, BiFunction<CompanyReach, String, Uni<Optional<ReplyView>>> call) {
        return caller.reach()
                .flatMap(reach -> caller.subject().flatMap(by -> call.apply(reach, by)))
                .flatMap(found -> refusal.orElseRefuse(found, id));
    }
}
