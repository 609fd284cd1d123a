package org.earshot.template;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.earshot.access.Caller;
import org.earshot.access.CompanyReach;
import org.earshot.access.Permission;
import org.earshot.kernel.ObjectId;
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

/** Question templates over HTTP (A30). */
@Path("/v1/feedback-options")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Feedback templates")
@SecurityRequirement(name = "bearer")
@APIResponse(
        responseCode = "401",
        description = "No valid token",
        content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
@APIResponse(
        responseCode = "403",
        description = "The token does not permit this, or does not reach a company that is named",
        content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
class TemplateResource {

    private final WriteTemplate writeTemplate;
    private final ChangeTemplate changeTemplate;
    private final WithdrawTemplate withdrawTemplate;
    private final TemplateQueries queries;
    private final Caller caller;

    TemplateResource(
            WriteTemplate writeTemplate,
            ChangeTemplate changeTemplate,
            WithdrawTemplate withdrawTemplate,
            TemplateQueries queries,
            Caller caller) {
        this.writeTemplate = writeTemplate;
        this.changeTemplate = changeTemplate;
        this.withdrawTemplate = withdrawTemplate;
        this.queries = queries;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.Scope.ACTIVITY_READ)
    @Operation(
            operationId = "listFeedbackTemplates",
            summary = "List templates, newest first",
            description = "Filters are joined by and; the values of one that takes several, by or. Such a one may be"
                    + " repeated, or be a list with commas, or JSON.")
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
            description = "createdAt, modifiedAt, name, category, template_type, is_active or _id; `-name` or"
                    + " `name:desc` for the other way round",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "-createdAt"))
    @Parameter(
            name = "company_namespace",
            in = ParameterIn.QUERY,
            description = "One of the companies",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(name = "category", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "is_active", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "template_type",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"survey", "rating", "nps", "custom"}))
    @Parameter(
            name = "_id",
            in = ParameterIn.QUERY,
            description = "One of these templates",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @APIResponse(
            responseCode = "200",
            description = "A page of the list",
            content = @Content(schema = @Schema(implementation = TemplateList.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter cannot be understood",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<TemplateList> list(@Context UriInfo uri) {
        TemplateSearch search = TemplateSearch.of(ListQuery.of(uri.getQueryParameters()));
        return caller.reach().flatMap(reach -> queries.list(reach, search));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permission.Scope.ACTIVITY_WRITE)
    @Operation(
            operationId = "createFeedbackTemplate",
            summary = "Create a template",
            description =
                    "`starter` names a built-in one to begin with: what the body does not mention is taken from it.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "FeedbackTemplateInput")))
    @APIResponse(
            responseCode = "201",
            description = "The template as stored",
            content = @Content(schema = @Schema(implementation = TemplateAnswer.class)))
    @APIResponse(
            responseCode = "400",
            description = "The body is no JSON object",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad; nothing was stored",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<RestResponse<TemplateAnswer>> create(byte @Nullable [] body) {
        JsonBody fields = JsonBody.read(body);
        return caller.reach()
                .flatMap(reach -> writeTemplate.write(reach, fields).flatMap(template -> queries.view(reach, template)))
                .map(view -> RestResponse.status(RestResponse.Status.CREATED, new TemplateAnswer(true, view)));
    }

    @GET
    @Path("/templates")
    @PermissionsAllowed(Permission.Scope.ACTIVITY_READ)
    @Operation(operationId = "listFeedbackStarters", summary = "List the built-in templates to begin with")
    @APIResponse(
            responseCode = "200",
            description = "All of them",
            content = @Content(schema = @Schema(implementation = StarterView.All.class)))
    public Uni<StarterView.All> starters() {
        return Uni.createFrom().item(StarterView.All::built);
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.Scope.ACTIVITY_READ)
    @Operation(operationId = "getFeedbackTemplate", summary = "Read a template")
    @APIResponse(
            responseCode = "200",
            description = "The template",
            content = @Content(schema = @Schema(implementation = TemplateAnswer.class)))
    @APIResponse(
            responseCode = "400",
            description = "The id is malformed",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such template within the token's companies",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<TemplateAnswer> get(@Parameter(schema = @Schema(ref = "ObjectId")) @PathParam("id") String id) {
        ObjectId name = named(id);
        return caller.reach().flatMap(reach -> queries.get(reach, name)).map(view -> new TemplateAnswer(true, view));
    }

    @GET
    @Path("/{id}/preview")
    @PermissionsAllowed(Permission.Scope.ACTIVITY_READ)
    @Operation(operationId = "previewFeedbackTemplate", summary = "See how a template looks to those who answer it")
    @APIResponse(
            responseCode = "200",
            description = "A page, and how long answering takes",
            content = @Content(schema = @Schema(implementation = TemplatePreview.Answer.class)))
    @APIResponse(
            responseCode = "400",
            description = "The id is malformed",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such template within the token's companies",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<TemplatePreview.Answer> preview(
            @Parameter(schema = @Schema(ref = "ObjectId")) @PathParam("id") String id) {
        ObjectId name = named(id);
        return caller.reach()
                .flatMap(reach -> queries.preview(reach, name))
                .map(preview -> new TemplatePreview.Answer(true, preview));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permission.Scope.ACTIVITY_WRITE)
    @Operation(
            operationId = "replaceFeedbackTemplate",
            summary = "Replace a template",
            description = "What the body does not mention gets its default; only company_namespace stays as it was.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "FeedbackTemplateInput")))
    @APIResponse(
            responseCode = "200",
            description = "The template as it is now",
            content = @Content(schema = @Schema(implementation = TemplateAnswer.class)))
    @APIResponse(
            responseCode = "400",
            description = "The id is malformed, or the body is no JSON object",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such template within the token's companies",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad; nothing was changed",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<TemplateAnswer> replace(
            @Parameter(schema = @Schema(ref = "ObjectId")) @PathParam("id") String id, byte @Nullable [] body) {
        ObjectId name = named(id);
        JsonBody fields = JsonBody.read(body);
        return caller.reach().flatMap(reach -> told(reach, changeTemplate.replace(reach, name, fields)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permission.Scope.ACTIVITY_WRITE)
    @Operation(
            operationId = "changeFeedbackTemplate",
            summary = "Change a template",
            description = "What the body does not mention stays, also within objects; null is the default. Lists are"
                    + " replaced whole.")
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "FeedbackTemplateChange")))
    @APIResponse(
            responseCode = "200",
            description = "The template as it is now",
            content = @Content(schema = @Schema(implementation = TemplateAnswer.class)))
    @APIResponse(
            responseCode = "400",
            description = "The id is malformed, or the body is no JSON object",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such template within the token's companies",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad; nothing was changed",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<TemplateAnswer> change(
            @Parameter(schema = @Schema(ref = "ObjectId")) @PathParam("id") String id, byte @Nullable [] body) {
        ObjectId name = named(id);
        JsonBody fields = JsonBody.read(body);
        return caller.reach().flatMap(reach -> told(reach, changeTemplate.change(reach, name, fields)));
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permission.Scope.ACTIVITY_WRITE)
    @Operation(
            operationId = "deleteFeedbackTemplate",
            summary = "Delete a template",
            description = "Feedback that was given by it keeps the questions that it was asked.")
    @APIResponse(
            responseCode = "200",
            description = "It is gone",
            content = @Content(schema = @Schema(implementation = TemplateAnswer.Deleted.class)))
    @APIResponse(
            responseCode = "400",
            description = "The id is malformed",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such template within the token's companies",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<TemplateAnswer.Deleted> delete(
            @Parameter(schema = @Schema(ref = "ObjectId")) @PathParam("id") String id) {
        ObjectId name = named(id);
        return caller.reach()
                .flatMap(reach -> withdrawTemplate.withdraw(reach, name))
                .replaceWith(new TemplateAnswer.Deleted(true));
    }

    private Uni<TemplateAnswer> told(CompanyReach reach, Uni<FeedbackTemplate> changed) {
        return changed.flatMap(template -> queries.view(reach, template)).map(view -> new TemplateAnswer(true, view));
    }

    private static ObjectId named(String id) {
        return ObjectId.parse(id)
                .orElseThrow(() -> Problem.malformed("id", "must be 24 lower-case hexadecimal digits"));
    }
}
