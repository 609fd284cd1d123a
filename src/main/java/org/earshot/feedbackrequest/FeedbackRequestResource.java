package org.earshot.feedbackrequest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.earshot.access.Caller;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.Permission;
import org.earshot.kernel.Ids;
import org.earshot.kernel.Page;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorResponse;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
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

/** Feedback requests over HTTP (W12–W45). */
@Path("/request")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Feedback requests")
@SecurityRequirement(name = "bearer")
@APIResponse(
        responseCode = "401",
        description = "No valid token, or one that does not permit this",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
class FeedbackRequestResource {

    private static final int LONGEST_LIST = 100;
    private static final String REPLAYED = "Idempotency-Replayed";

    private final RequestFeedback requestFeedback;
    private final FeedbackRequestQueries queries;
    private final Caller caller;
    private final ObjectMapper json;

    FeedbackRequestResource(
            RequestFeedback requestFeedback, FeedbackRequestQueries queries, Caller caller, ObjectMapper json) {
        this.requestFeedback = requestFeedback;
        this.queries = queries;
        this.caller = caller;
        this.json = json;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.REQUESTS_WRITE)
    @Operation(
            operationId = "createFeedbackRequest",
            summary = "Ask somebody for feedback",
            description = "Accepts a request and queues its email or text message.")
    @Parameter(
            in = ParameterIn.HEADER,
            name = IdempotencyKey.HEADER,
            description =
                    "The same key and body within 24 hours get the first answer (200 or 418) again, with the header"
                            + " Idempotency-Replayed, and nothing is done twice; the same key with another body gets 422."
                            + " Each token has its own keys. Not used by a dry run.",
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 255, pattern = "[!-~]+"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = DryRun.PARAMETER,
            description = DryRun.DESCRIPTION,
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(ref = "FeedbackRequestInput")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "FeedbackRequestInput")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "FeedbackRequestInput"))
            })
    @APIResponse(
            responseCode = "200",
            description = "Accepted for queueing",
            headers =
                    @Header(
                            name = REPLAYED,
                            description = "true if an earlier call with the same Idempotency-Key was answered so",
                            schema = @Schema(type = SchemaType.BOOLEAN)),
            content = @Content(schema = @Schema(implementation = FeedbackRequestView.class)))
    @APIResponse(
            responseCode = "409",
            description = "A call with the same Idempotency-Key is under way",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "415",
            description = "The body is neither a form nor JSON",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "418",
            description = "This recipient was already asked within the threshold",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad; nothing was stored",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<RestResponse<Object>> create(
            @Context HttpHeaders headers, @Context UriInfo address, byte @Nullable [] body) {
        byte[] bytes = body == null ? new byte[0] : body;
        RequestFields fields = RequestFields.read(json, headers.getHeaderString(HttpHeaders.CONTENT_TYPE), bytes);
        CompanyId company = fields.company();
        FieldErrors errors = new FieldErrors();
        boolean rehearsal = DryRun.parse(address, errors);
        Optional<String> key = IdempotencyKey.parse(headers.getRequestHeader(IdempotencyKey.HEADER), errors);
        return caller.scope(company).invoke(errors::throwIfAny).flatMap(scope -> {
            if (rehearsal) {
                return caller.name()
                        .flatMap(name -> requestFeedback.rehearse(scope, fields, name))
                        .map(RestResponse::ok);
            }
            return key.map(text -> createOnce(scope, fields, text, bytes))
                    .orElseGet(() -> caller.name()
                            .flatMap(name -> requestFeedback.request(scope, fields, name))
                            .map(RestResponse::ok));
        });
    }

    private Uni<RestResponse<Object>> createOnce(CompanyScope scope, RequestFields fields, String key, byte[] body) {
        return caller.reach()
                .flatMap(reach -> caller.name()
                        .flatMap(name -> caller.tokenHash()
                                .flatMap(token -> requestFeedback.requestOnce(
                                        reach, scope, fields, name, IdempotencyKey.of(token, key, body)))))
                .map(answer -> {
                    RestResponse.ResponseBuilder<Object> told = RestResponse.ResponseBuilder.<Object>create(
                                    answer.status())
                            .entity(answer.body())
                            .type(MediaType.APPLICATION_JSON_TYPE);
                    return (answer.replayed() ? told.header(REPLAYED, true) : told).build();
                });
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.Scope.REQUESTS_READ)
    @Operation(
            operationId = "getFeedbackRequest",
            summary = "See how far a request has come",
            description =
                    "Tells the state of this moment: whether it was sent, opened and answered, and what came of it.")
    @APIResponse(
            responseCode = "200",
            description = "The request as it stands now",
            content = @Content(schema = @Schema(implementation = FeedbackRequestView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such request within the token's companies",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<FeedbackRequestView> get(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("id") String id) {
        long number = number(id);
        return caller.reach()
                .flatMap(reach -> queries.find(reach, number))
                .map(found -> found.orElseThrow(Problem::notFound));
    }

    @GET
    @Path("/list/{companyId}")
    @PermissionsAllowed(Permission.Scope.REQUESTS_READ)
    @Operation(
            operationId = "listFeedbackRequests",
            summary = "List a company's requests, newest first",
            description = "Tells the newest 100, or a page of them all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of requests; X-Total-Count and Link tell of the others",
            content = @Content(schema = @Schema(implementation = FeedbackRequestList.class)))
    @APIResponse(
            responseCode = "422",
            description = "Bad limit or page",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<RestResponse<FeedbackRequestList>> list(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "100",
                                            defaultValue = "100"))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "1"))
                    @QueryParam("page")
                    @Nullable
                    String page) {
        CompanyId company = CompanyId.inPath(companyId);
        FieldErrors errors = new FieldErrors();
        Page wanted = Page.parse(page, limit, LONGEST_LIST, errors::add);
        return caller.scope(company)
                .invoke(errors::throwIfAny)
                .flatMap(scope -> queries.newest(scope, wanted))
                .map(slice -> Page.answer(
                        new FeedbackRequestList(slice.requests()),
                        slice.total(),
                        wanted.links("/request/list/" + company, slice.total())));
    }

    private static long number(String text) {
        return Ids.parse(text).orElseThrow(Problem::notFound);
    }
}
