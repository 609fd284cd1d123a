package org.earshot.activity;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.regex.Pattern;
import org.earshot.access.Caller;
import org.earshot.access.Permission;
import org.earshot.kernel.ObjectId;
import org.earshot.kernel.Page;
import org.earshot.kernel.Paging;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorEnvelope;
import org.earshot.problem.JsonBody;
import org.earshot.problem.ListQuery;
import org.earshot.problem.Problem;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What is to be done about feedback, over HTTP (A32); the same at the root is led here (A3). */
@Path(FollowUpQueries.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Activity feedback")
@SecurityRequirement(name = "bearer")
@APIResponse(
        responseCode = "400",
        description = "The call cannot be read: a parameter, the path, or a body that is no JSON",
        content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
@APIResponse(
        responseCode = "401",
        description = "No valid token",
        content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
@APIResponse(
        responseCode = "403",
        description = "The token does not permit this",
        content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
class FollowUpResource {

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,3}");

    private final ChangeFollowUp changeFollowUp;
    private final FollowUpQueries queries;
    private final Caller caller;

    FollowUpResource(ChangeFollowUp changeFollowUp, FollowUpQueries queries, Caller caller) {
        this.changeFollowUp = changeFollowUp;
        this.queries = queries;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.Scope.ACTIVITY_READ)
    @Operation(
            operationId = "listFollowUps",
            summary = "List what is to be done about feedback, what is due first at the top",
            description =
                    "What has no due date comes last. What is due on the same day comes by priority, high first, and then"
                            + " newest feedback first. Filters are joined: an action must pass all of them, and of one with several"
                            + " values, one. Several values are repeated, or stand with commas between, as name[]=…, or as a JSON"
                            + " list. Empty values and null count as not given. Follow the Link header's next to see each action once.")
    @Parameter(
            name = FollowUpAction.STATUS,
            in = ParameterIn.QUERY,
            description = "How far the action is: pending, in_progress, completed",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = FollowUpAction.ASSIGNED_TO,
            in = ParameterIn.QUERY,
            description = "Who is to do it",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = FollowUpSearch.DUE_BEFORE,
            in = ParameterIn.QUERY,
            description = "The first day that is too late, written YYYY-MM-DD",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Parameter(
            name = FollowUpAction.TYPE,
            in = ParameterIn.QUERY,
            description = "What is to be done: call, email, visit, escalate",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = FollowUpAction.PRIORITY,
            in = ParameterIn.QUERY,
            description = "How urgent it is: high, medium, low",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "rep",
            in = ParameterIn.QUERY,
            description = "Who acted for the company when the feedback was given",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "company_namespace",
            in = ParameterIn.QUERY,
            description = "Of the token's companies, one that the feedback is labelled with",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "page",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "1"))
    @Parameter(
            name = "per_page",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "25"))
    @Parameter(
            name = ActivitySearch.CURSOR,
            in = ParameterIn.QUERY,
            description = "Where to go on, out of a Link header; page then only tells the number of the page",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "A page of the list; X-Total-Count and Link tell of the rest as well",
            content = @Content(schema = @Schema(implementation = FollowUpList.class)))
    public Uni<RestResponse<FollowUpList>> list(@Context UriInfo uri) {
        FollowUpSearch search = FollowUpSearch.parse(ListQuery.of(uri.getQueryParameters()));
        return caller.reach()
                .flatMap(reach -> queries.list(reach, search, uri.getQueryParameters()))
                .map(slice -> Page.answer(
                        new FollowUpList(true, slice.followUps(), Paging.of(search.page(), slice.total())),
                        slice.total(),
                        slice.links()));
    }

    @PATCH
    @Path("/{id}/{index}")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permission.Scope.ACTIVITY_WRITE)
    @Operation(
            operationId = "updateFollowUp",
            summary = "Say how far an action is",
            description =
                    "Changes the action's status in the feedback, and nothing else of it. The feedback's __v tells which"
                            + " state of it you have seen; when it has changed since, nothing is changed.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "FollowUpChange")))
    @APIResponse(
            responseCode = "200",
            description = "The action as it is now",
            content = @Content(schema = @Schema(implementation = FollowUpAnswer.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such feedback of the token's companies, or no such action of it",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "409",
            description = "The feedback has changed since; read it again",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad; nothing was changed",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<FollowUpAnswer> patch(
            @Parameter(
                            description = "The feedback",
                            schema = @Schema(type = SchemaType.STRING, pattern = ActivityFeedbackResource.NAME))
                    @PathParam("id")
                    String id,
            @Parameter(
                            description = "The action's place in follow_up_actions, counted from 0",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "99"))
                    @PathParam("index")
                    String index,
            byte @Nullable [] body) {
        ObjectId name = ActivityFeedbackResource.name(id);
        if (!INDEX.matcher(index).matches()) {
            throw Problem.malformed("index", "must be a place in follow_up_actions, counted from 0");
        }
        JsonBody fields = JsonBody.read(body);
        return caller.reach()
                .flatMap(reach -> changeFollowUp.change(reach, name, Integer.parseInt(index), fields))
                .map(changed -> new FollowUpAnswer(true, changed));
    }
}
