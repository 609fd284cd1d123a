package org.earshot.activity;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
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

/** Activity feedback over HTTP (A4–A25); the same at the root is led here (A3). */
@Path(ActivityFeedbackQueries.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Activity feedback")
@SecurityRequirement(name = "bearer")
@APIResponse(
        responseCode = "400",
        description = "The call cannot be read: a parameter, the name in the path, or a body that is no JSON",
        content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
@APIResponse(
        responseCode = "401",
        description = "No valid token",
        content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
@APIResponse(
        responseCode = "403",
        description = "The token does not permit this",
        content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
class ActivityFeedbackResource {

    static final String NAME = "^[0-9a-f]{24}$";

    private final RecordActivityFeedback recordFeedback;
    private final ChangeActivityFeedback changeFeedback;
    private final DeleteActivityFeedback deleteFeedback;
    private final ActivityFeedbackQueries queries;
    private final Caller caller;

    ActivityFeedbackResource(
            RecordActivityFeedback recordFeedback,
            ChangeActivityFeedback changeFeedback,
            DeleteActivityFeedback deleteFeedback,
            ActivityFeedbackQueries queries,
            Caller caller) {
        this.recordFeedback = recordFeedback;
        this.changeFeedback = changeFeedback;
        this.deleteFeedback = deleteFeedback;
        this.queries = queries;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.Scope.ACTIVITY_READ)
    @Operation(
            operationId = "listActivityFeedback",
            summary = "List activity feedback, newest first",
            description =
                    "Filters are joined: feedback must pass all of them, and of one with several values, one."
                            + " Several values are repeated, or stand with commas between, as name[]=…, or as a JSON list."
                            + " Empty values and null count as not given. Follow the Link header's next to see each piece once.")
    @Parameter(
            name = "page",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "1"))
    @Parameter(
            name = "per_page",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "25"))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description =
                    "A field to sort by, ascending; with - before it, or :desc after it, descending. Any field that"
                            + " holds one value: createdAt, modifiedAt, overall_satisfaction, nps_score, activity_type,"
                            + " activity_id, rep, client, template_id, completion_time, completion_rate, is_anonymous, _id,"
                            + " SVClient, __v, sentiment_analysis.confidence_score, session_data.device_type,"
                            + " session_data.browser. What lacks the field comes last, and _id breaks ties",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "-createdAt"))
    @Parameter(
            name = "sortPageOrder",
            in = ParameterIn.QUERY,
            description = "The direction of sort",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"asc", "dsc", "desc"}))
    @Parameter(
            name = "sortBy",
            in = ParameterIn.QUERY,
            description = "The same as JSON, which comes before sort: [{\"field\":\"createdAt\",\"type\":\"desc\"}]",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = ActivitySearch.CURSOR,
            in = ParameterIn.QUERY,
            description = "Where to go on, out of a Link header; page then only tells the number of the page",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "company_namespace",
            in = ParameterIn.QUERY,
            description = "Of the token's companies, one that the feedback is labelled with",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(name = "activity_type", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "rep", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "client", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "overall_satisfaction",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10"))
    @Parameter(name = "template_id", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "_id",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @APIResponse(
            responseCode = "200",
            description = "A page of the list; X-Total-Count and Link tell of the rest as well",
            content = @Content(schema = @Schema(implementation = ActivityFeedbackList.class)))
    public Uni<RestResponse<ActivityFeedbackList>> list(@Context UriInfo uri) {
        ActivitySearch search = ActivitySearch.parse(ListQuery.of(uri.getQueryParameters()));
        return caller.reach()
                .flatMap(reach -> queries.list(reach, search, uri.getQueryParameters()))
                .map(slice -> Page.answer(
                        new ActivityFeedbackList(true, slice.feedback(), Paging.of(search.page(), slice.total())),
                        slice.total(),
                        slice.links()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permission.Scope.ACTIVITY_WRITE)
    @Operation(
            operationId = "createActivityFeedback",
            summary = "Record feedback on an activity",
            description = "What the server makes itself is ignored: _id, sentiment_analysis, completion_rate,"
                    + " session_data.location, follow_up_actions, createdAt, modifiedAt, SVClient, __v, and question_text"
                    + " where the template tells it. Of anonymous feedback client, address and location are not kept.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ActivityFeedbackInput")))
    @APIResponse(
            responseCode = "201",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = ActivityFeedbackAnswer.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad; nothing was stored",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<RestResponse<ActivityFeedbackAnswer>> create(
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.USER_AGENT) @Nullable String agent,
            byte @Nullable [] body) {
        JsonBody fields = JsonBody.read(body);
        return caller.reach()
                .flatMap(reach -> recordFeedback.record(reach, fields, UserAgent.of(agent)))
                .map(recorded -> RestResponse.status(RestResponse.Status.CREATED, ActivityFeedbackAnswer.of(recorded)));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.Scope.ACTIVITY_READ)
    @Operation(operationId = "getActivityFeedback", summary = "Read a piece of activity feedback")
    @APIResponse(
            responseCode = "200",
            description = "The feedback",
            content = @Content(schema = @Schema(implementation = ActivityFeedbackAnswer.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such feedback of the token's companies",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<ActivityFeedbackAnswer> get(
            @Parameter(schema = @Schema(type = SchemaType.STRING, pattern = NAME)) @PathParam("id") String id) {
        ObjectId name = name(id);
        return caller.reach()
                .flatMap(reach -> queries.find(reach, name))
                .map(found -> ActivityFeedbackAnswer.of(found.orElseThrow(Problem::notFound)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permission.Scope.ACTIVITY_WRITE)
    @Operation(
            operationId = "updateActivityFeedback",
            summary = "Change a piece of activity feedback",
            description = "Only the fields that the body mentions change; a list replaces the whole list, and nps_score"
                    + " null clears it. Fields that cannot change are ignored.")
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ActivityFeedbackChange")))
    @APIResponse(
            responseCode = "200",
            description = "The feedback as it is now",
            content = @Content(schema = @Schema(implementation = ActivityFeedbackAnswer.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such feedback of the token's companies",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad; nothing was changed",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<ActivityFeedbackAnswer> patch(
            @Parameter(schema = @Schema(type = SchemaType.STRING, pattern = NAME)) @PathParam("id") String id,
            byte @Nullable [] body) {
        return change(id, body);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permission.Scope.ACTIVITY_WRITE)
    @Operation(
            operationId = "putActivityFeedback",
            summary = "Change a piece of activity feedback, as PATCH does",
            description = "What the body does not mention stays as it is.")
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ActivityFeedbackChange")))
    @APIResponse(
            responseCode = "200",
            description = "The feedback as it is now",
            content = @Content(schema = @Schema(implementation = ActivityFeedbackAnswer.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such feedback of the token's companies",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad; nothing was changed",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<ActivityFeedbackAnswer> put(
            @Parameter(schema = @Schema(type = SchemaType.STRING, pattern = NAME)) @PathParam("id") String id,
            byte @Nullable [] body) {
        return change(id, body);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permission.Scope.ACTIVITY_WRITE)
    @Operation(operationId = "deleteActivityFeedback", summary = "Delete a piece of activity feedback")
    @APIResponse(
            responseCode = "200",
            description = "It is gone, and counts in no analysis any more",
            content = @Content(schema = @Schema(implementation = ActivityFeedbackDeleted.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such feedback of the token's companies",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<ActivityFeedbackDeleted> delete(
            @Parameter(schema = @Schema(type = SchemaType.STRING, pattern = NAME)) @PathParam("id") String id) {
        ObjectId name = name(id);
        return caller.reach()
                .flatMap(reach -> deleteFeedback.delete(reach, name))
                .replaceWith(() -> new ActivityFeedbackDeleted(true));
    }

    private Uni<ActivityFeedbackAnswer> change(String id, byte @Nullable [] body) {
        ObjectId name = name(id);
        JsonBody fields = JsonBody.read(body);
        return caller.reach()
                .flatMap(reach -> changeFeedback.change(reach, name, fields))
                .map(ActivityFeedbackAnswer::of);
    }

    static ObjectId name(String id) {
        return ObjectId.parse(id)
                .orElseThrow(() -> Problem.malformed("_id", "must be 24 lower-case hexadecimal digits"));
    }
}
