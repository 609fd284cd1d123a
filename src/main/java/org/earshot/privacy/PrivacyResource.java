package org.earshot.privacy;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.earshot.access.Caller;
import org.earshot.access.CompanyId;
import org.earshot.access.Permission;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorResponse;
import org.earshot.problem.JsonBody;
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

/** What a person may ask of a company about their data, over HTTP (W79). A POST each: an address belongs in no log. */
@Path("/company/{companyId}/privacy")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Cancellable(false)
@Timely
@Tag(name = "Privacy")
@SecurityRequirement(name = "bearer")
@APIResponse(
        responseCode = "401",
        description = "No valid token, or one that does not permit this",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
@APIResponse(
        responseCode = "404",
        description = "The path names no company",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
@APIResponse(
        responseCode = "422",
        description = "One or more fields are bad",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
class PrivacyResource {

    private final RecipientQueries queries;
    private final ExportRecipient exportRecipient;
    private final EraseRecipient eraseRecipient;
    private final Caller caller;

    PrivacyResource(
            RecipientQueries queries, ExportRecipient exportRecipient, EraseRecipient eraseRecipient, Caller caller) {
        this.queries = queries;
        this.exportRecipient = exportRecipient;
        this.eraseRecipient = eraseRecipient;
        this.caller = caller;
    }

    @POST
    @Path("/find")
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(operationId = "findPersonalData", summary = "See what is kept of a person")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "RecipientInput")))
    @APIResponse(
            responseCode = "200",
            description = "How many records there are of each kind, and their numbers",
            content = @Content(schema = @Schema(implementation = RecipientFindings.class)))
    public Uni<RecipientFindings> find(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            byte @Nullable [] body) {
        CompanyId company = CompanyId.inPath(companyId);
        JsonBody fields = JsonBody.read(body);
        return caller.scope(company).flatMap(scope -> queries.find(scope, fields));
    }

    @POST
    @Path("/export")
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "exportPersonalData",
            summary = "Get all that is kept of a person",
            description =
                    "Everything that the person may be given: the requests, the messages, the reviews, activity feedback. It is logged"
                            + " that it was asked for.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "RecipientInput")))
    @APIResponse(
            responseCode = "200",
            description = "The records in full, but for the address, which is obfuscated",
            content = @Content(schema = @Schema(implementation = RecipientExport.class)))
    public Uni<RecipientExport> export(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            byte @Nullable [] body) {
        CompanyId company = CompanyId.inPath(companyId);
        JsonBody fields = JsonBody.read(body);
        return caller.scope(company)
                .flatMap(scope -> caller.subject().flatMap(actor -> exportRecipient.export(scope, fields, actor)));
    }

    @POST
    @Path("/erase")
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "erasePersonalData",
            summary = "Erase what is kept of a person",
            description =
                    "Deletes the requests and the reviews that came of them, published ones too, and activity feedback, and sends nothing"
                            + " that is still queued. Whoever was asked is still not asked again within the threshold.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "RecipientInput")))
    @APIResponse(
            responseCode = "200",
            description = "How many records of each kind were erased, and their numbers",
            content = @Content(schema = @Schema(implementation = RecipientFindings.class)))
    public Uni<RecipientFindings> erase(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            byte @Nullable [] body) {
        CompanyId company = CompanyId.inPath(companyId);
        JsonBody fields = JsonBody.read(body);
        return caller.scope(company)
                .flatMap(scope -> caller.subject().flatMap(actor -> eraseRecipient.erase(scope, fields, actor)));
    }
}
