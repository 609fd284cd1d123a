package org.earshot.feedbackrequest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Optional;
import org.earshot.access.Caller;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.Permission;
import org.earshot.problem.ErrorResponse;
import org.earshot.problem.FieldErrors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Many feedback requests in one call (W76). */
@Path("/company/{companyId}/requests")
@Cancellable(false)
@Tag(name = "Feedback requests")
@SecurityRequirement(name = "bearer")
class BulkRequestResource {

    private static final String JSON_LINES = "application/x-ndjson";
    private static final String JSON_IF_ASKED_FOR = MediaType.APPLICATION_JSON + ";qs=0.5";
    private static final String CSV = "text/csv";
    private static final String CONTINUE = "100-continue";

    private final RequestFeedback requestFeedback;
    private final FeedbackRequestQueries queries;
    private final Caller caller;
    private final ObjectMapper json;
    private final MemorySize longestBody;

    BulkRequestResource(
            RequestFeedback requestFeedback,
            FeedbackRequestQueries queries,
            Caller caller,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longestBody) {
        this.requestFeedback = requestFeedback;
        this.queries = queries;
        this.caller = caller;
        this.json = json;
        this.longestBody = longestBody;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(JSON_LINES)
    @PermissionsAllowed(Permission.Scope.REQUESTS_WRITE)
    @Operation(
            operationId = "createFeedbackRequests",
            summary = "Ask many people for feedback",
            description =
                    "Takes up to 10,000 rows of at most 64 KiB, each like a body of POST /request, and answers each"
                            + " with one result, in order, while the body still arrives. Each row is accepted or refused for"
                            + " itself. Where no more rows can be told apart, or there are too many, one last result says so.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = DryRun.PARAMETER,
            description = DryRun.DESCRIPTION,
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @RequestBody(
            required = true,
            description = "UTF-8. In rows, company may be left out.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "FeedbackRequestRows")),
                @Content(mediaType = JSON_LINES, schema = @Schema(ref = "FeedbackRequestRow")),
                @Content(
                        mediaType = CSV,
                        schema =
                                @Schema(
                                        type = SchemaType.STRING,
                                        description = "A header row that names the fields, then one row per request",
                                        examples =
                                                "type,name,destination,platform\nemail,Jane Doe,jane@example.com,auto\n"))
            })
    @APIResponse(
            responseCode = "200",
            description = "One result per row: one per line, or in an array if JSON is asked for",
            content = {
                @Content(mediaType = JSON_LINES, schema = @Schema(implementation = BulkResult.class)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = BulkResult.class))
            })
    @APIResponse(
            responseCode = "401",
            description = "No valid token, or one that does not permit this",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "404",
            description = "The path names no company",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "415",
            description = "The body is neither JSON, nor lines of JSON, nor CSV",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "422",
            description = "There is no row at all, or a parameter is bad; nothing was stored",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ErrorResponse.class)))
    public RestMulti<BulkResult> createMany(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            @Context HttpHeaders headers,
            @Context UriInfo address,
            @Context RoutingContext call) {
        return results(companyId, headers, address, call, JSON_LINES);
    }

    /** The same, for who wants JSON: a stream has one type, so that each type is a method of its own. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(JSON_IF_ASKED_FOR)
    @PermissionsAllowed(Permission.Scope.REQUESTS_WRITE)
    @Operation(hidden = true)
    public RestMulti<BulkResult> createManyInArray(
            @PathParam("companyId") String companyId,
            @Context HttpHeaders headers,
            @Context UriInfo address,
            @Context RoutingContext call) {
        return results(companyId, headers, address, call, MediaType.APPLICATION_JSON);
    }

    private RestMulti<BulkResult> results(
            String companyId, HttpHeaders headers, UriInfo address, RoutingContext call, String type) {
        CompanyId company = CompanyId.inPath(companyId);
        BulkRows rows = rows(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
        FieldErrors errors = new FieldErrors();
        boolean rehearsal = DryRun.parse(address, errors);
        if (!headers.getRequestHeader(IdempotencyKey.HEADER).isEmpty()) {
            errors.add(IdempotencyKey.HEADER, "is not taken here; rows that were accepted are told apart by 418");
        }
        Multi<BulkResult> results = caller.scope(company)
                .call(queries::checkExists)
                .invoke(errors::throwIfAny)
                .flatMap(scope -> caller.name().map(name -> answers(scope, rehearsal, name)))
                .onItem()
                .transformToMulti(answers -> answers.to(body(call, rows), rows));
        return RestMulti.fromMultiData(results)
                .header(HttpHeaders.CONTENT_TYPE, type)
                .build();
    }

    private BulkRows rows(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        return switch (type.toLowerCase(Locale.ROOT)) {
            case MediaType.APPLICATION_JSON -> new JsonArrayRows(json, longestBody.asLongValue());
            case JSON_LINES, "application/ndjson" -> new JsonLineRows(json, longestBody.asLongValue());
            case CSV -> new CsvRows(longestBody.asLongValue());
            default -> throw new NotSupportedException();
        };
    }

    private BulkAnswers answers(CompanyScope scope, boolean rehearsal, Optional<String> source) {
        return new BulkAnswers(
                scope.company(),
                fields -> rehearsal
                        ? requestFeedback.rehearse(scope, fields, source)
                        : requestFeedback.request(scope, fields, source));
    }

    /** The body as it arrives; it was paused until now, and is asked for piece by piece. */
    private static Multi<Buffer> body(RoutingContext call, BulkRows rows) {
        HttpServerRequest request = call.request();
        if (CONTINUE.equalsIgnoreCase(request.getHeader(io.vertx.core.http.HttpHeaders.EXPECT))) {
            call.response().writeContinue();
        }
        call.addEndHandler(done -> {
            if (rows.isOverflown()) {
                request.connection().close();
            }
        });
        return request.isEnded()
                ? Multi.createFrom().empty()
                : MultiHelper.toMulti(request)
                        .onFailure()
                        .invoke(rows::abandon)
                        .onFailure()
                        .recoverWithCompletion();
    }
}
