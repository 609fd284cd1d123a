package org.earshot.company;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.earshot.access.Caller;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.Permission;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorResponse;
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
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Companies and their settings over HTTP (W69). */
@Path("/company")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Companies")
@SecurityRequirement(name = "bearer")
@APIResponse(
        responseCode = "401",
        description = "No valid token, or one that does not permit this",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
class CompanyResource {

    private final CompanyDirectory companies;
    private final ChangeSettings changeSettings;
    private final RegisterCompany registerCompany;
    private final Caller caller;

    CompanyResource(
            CompanyDirectory companies, ChangeSettings changeSettings, RegisterCompany registerCompany, Caller caller) {
        this.companies = companies;
        this.changeSettings = changeSettings;
        this.registerCompany = registerCompany;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "registerCompany",
            summary = "Register a company",
            description = "For operators only: the token must reach every company.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "CompanyInput")))
    @APIResponse(
            responseCode = "200",
            description = "The company as registered",
            content = @Content(schema = @Schema(implementation = CompanyView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The number or the namespace is taken",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad or unknown; nothing was stored",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<CompanyView> register(byte @Nullable [] body) {
        JsonBody fields = JsonBody.read(body);
        return caller.reach().flatMap(reach -> registerCompany.register(reach, fields));
    }

    @GET
    @Path("/{companyId}/settings")
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(operationId = "getCompanySettings", summary = "Read a company's settings")
    @APIResponse(
            responseCode = "200",
            description = "The settings in force",
            content = @Content(schema = @Schema(implementation = CompanyView.class)))
    public Uni<CompanyView> settings(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId) {
        return scope(companyId).flatMap(companies::view).map(found -> found.orElseThrow(Problem::companyForbidden));
    }

    @PATCH
    @Path("/{companyId}/settings")
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "changeCompanySettings",
            summary = "Change a company's settings",
            description = "Changes the fields that it mentions; null resets one to its default. The revision, if given,"
                    + " must be the present one.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "SettingsChange")))
    @APIResponse(
            responseCode = "200",
            description = "The settings now in force",
            content = @Content(schema = @Schema(implementation = CompanyView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The settings have another revision by now",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad or unknown; nothing was changed",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<CompanyView> change(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            byte @Nullable [] body) {
        Uni<CompanyScope> scope = scope(companyId);
        JsonBody fields = JsonBody.read(body);
        return scope.flatMap(company -> changeSettings.change(company, fields));
    }

    private Uni<CompanyScope> scope(String companyId) {
        return caller.scope(CompanyId.inPath(companyId));
    }
}
