package org.earshot.review;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.Map;
import org.earshot.access.Caller;
import org.earshot.access.CompanyId;
import org.earshot.access.Permission;
import org.earshot.kernel.Page;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorResponse;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** A company's reviews over HTTP (W57–W63, W74). */
@Path("/company/{companyId}/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Reviews")
@SecurityRequirement(name = "bearer")
@APIResponse(
        responseCode = "401",
        description = "No valid token, or one that does not permit this",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
@APIResponse(
        responseCode = "404",
        description = "The company's number is none",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
@APIResponse(
        responseCode = "422",
        description = "One or more fields are bad",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
class CompanyReviewsResource {

    private final CompanyReviewQueries queries;
    private final ImportReviews importReviews;
    private final Caller caller;

    CompanyReviewsResource(CompanyReviewQueries queries, ImportReviews importReviews, Caller caller) {
        this.queries = queries;
        this.importReviews = importReviews;
        this.caller = caller;
    }

    @GET
    @Path("/{status}")
    @PermissionsAllowed(Permission.Scope.REVIEWS_READ)
    @Operation(
            operationId = "listReviews",
            summary = "List a company's reviews in one status, newest first",
            description = "Follow the Link header's next to see each review once, whatever is submitted or published"
                    + " meanwhile. Each filter can stand in a header or in the query; the header counts.")
    @Parameter(
            name = "limit",
            in = ParameterIn.HEADER,
            description = "How many reviews a page holds; more than 100 count as 100",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "25"))
    @Parameter(
            name = "dateFrom",
            in = ParameterIn.HEADER,
            description = "First day of submission, in UTC",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Parameter(
            name = "dateTo",
            in = ParameterIn.HEADER,
            description = "Last day of submission, in UTC",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Parameter(
            name = "ratings",
            in = ParameterIn.HEADER,
            description = "Stars, with commas between",
            schema = @Schema(type = SchemaType.STRING, examples = "4,5"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "25"))
    @Parameter(name = "dateFrom", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Parameter(name = "dateTo", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Parameter(name = "ratings", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING, examples = "4,5"))
    @Parameter(
            name = "page",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "1"))
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "Where to go on, out of a Link header; not together with page",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "Some of the reviews; X-Total-Count and Link tell of the others",
            content = @Content(schema = @Schema(implementation = ReviewList.class)))
    public Uni<RestResponse<ReviewList>> list(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            @Parameter(
                            description = "In upper or lower case",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"published", "rejected", "restricted"}))
                    @PathParam("status")
                    String status,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return caller.scope(CompanyId.inPath(companyId))
                .flatMap(scope -> queries.list(scope, status, asked(headers, uri)))
                .map(slice -> Page.answer(new ReviewList(slice.reviews()), slice.total(), slice.links()));
    }

    @POST
    @Path("/import")
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "importReviews",
            summary = "Take over reviews that were written elsewhere",
            description = "Takes a list, or one review alone. Each is stored once, however often it is sent, and is"
                    + " published at once. Of a list, the good ones are stored, and each bad one is told with its reasons;"
                    + " a bad review that is sent alone is refused.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ReviewImportInput")))
    @APIResponse(
            responseCode = "200",
            description = "What became of each review",
            content = @Content(schema = @Schema(implementation = ImportResults.class)))
    public Uni<ImportResults> importAll(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            byte @Nullable [] body) {
        CompanyId company = CompanyId.inPath(companyId);
        JsonBody fields = JsonBody.read(body);
        return caller.scope(company).flatMap(scope -> importReviews.importAll(scope, fields));
    }

    /** What is asked for several times stands in one line, as in a header. */
    private static Map<String, String> asked(HttpHeaders headers, UriInfo uri) {
        Map<String, String> asked = new HashMap<>();
        uri.getQueryParameters().forEach((name, values) -> asked.put(name, String.join(",", values)));
        for (String name : ReviewSearch.HEADERS) {
            String value = headers.getHeaderString(name);
            if (value != null && !value.isBlank()) {
                asked.put(name, value);
            }
        }
        return asked;
    }
}
