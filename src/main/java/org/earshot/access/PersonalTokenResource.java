package org.earshot.access;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.earshot.kernel.Page;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorResponse;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

/** A company's personal tokens over HTTP (W78). */
@Path("/company/{companyId}/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Tokens")
@SecurityRequirement(name = "bearer")
@APIResponse(
        responseCode = "401",
        description = "No valid token, or one that does not permit this",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
class PersonalTokenResource {

    private static final int LONGEST_LIST = 100;

    private final IssuePersonalToken issuePersonalToken;
    private final RevokeToken revokeToken;
    private final TokenQueries queries;
    private final Caller caller;

    PersonalTokenResource(
            IssuePersonalToken issuePersonalToken, RevokeToken revokeToken, TokenQueries queries, Caller caller) {
        this.issuePersonalToken = issuePersonalToken;
        this.revokeToken = revokeToken;
        this.queries = queries;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(operationId = "listTokens", summary = "List a company's personal tokens, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of tokens, without the tokens themselves; X-Total-Count and Link tell of the others",
            content = @Content(schema = @Schema(implementation = PersonalTokenList.class)))
    @APIResponse(
            responseCode = "422",
            description = "Bad limit or page",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<RestResponse<PersonalTokenList>> list(
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
                        new PersonalTokenList(slice.tokens()),
                        slice.total(),
                        wanted.links("/company/" + company + "/tokens", slice.total())));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "issueToken",
            summary = "Issue a personal token",
            description = "The answer is the only one that ever shows the token. Neither its scope nor its life can go"
                    + " beyond those of the token that asks.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "PersonalTokenInput")))
    @APIResponse(
            responseCode = "200",
            description = "The new token, with the token itself",
            content = @Content(schema = @Schema(implementation = PersonalToken.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad, or beyond the token that asks; nothing was issued",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<RestResponse<PersonalToken>> issue(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            byte @Nullable [] body) {
        CompanyId company = CompanyId.inPath(companyId);
        JsonBody fields = JsonBody.read(body);
        return caller.scope(company)
                .flatMap(scope -> caller.bounds().flatMap(bounds -> issuePersonalToken.issue(scope, fields, bounds)))
                .map(issued -> RestResponse.ResponseBuilder.ok(issued)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @DELETE
    @Path("/{tokenId}")
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "revokeToken",
            summary = "Revoke a personal token",
            description = "Refused from now on; by each replica within 5 seconds.")
    @APIResponse(
            responseCode = "200",
            description = "The token's entry as it is now; a token that was revoked before stays as it was",
            content = @Content(schema = @Schema(implementation = PersonalToken.class)))
    @APIResponse(
            responseCode = "404",
            description = "The company has no such token",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<PersonalToken> revoke(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            @Parameter(schema = @Schema(type = SchemaType.STRING)) @PathParam("tokenId") String tokenId) {
        CompanyId company = CompanyId.inPath(companyId);
        return caller.scope(company)
                .flatMap(scope -> revokeToken.revoke(scope, tokenId))
                .map(revoked -> revoked.orElseThrow(Problem::notFound));
    }
}
