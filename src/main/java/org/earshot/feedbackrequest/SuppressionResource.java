package org.earshot.feedbackrequest;

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
import jakarta.ws.rs.core.MediaType;
import org.earshot.access.Caller;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.Permission;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanySettings;
import org.earshot.delivery.SuppressionQueries;
import org.earshot.kernel.Ids;
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

/** A company's suppression list over HTTP (W80). */
@Path("/company/{companyId}/suppressions")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Suppressions")
@SecurityRequirement(name = "bearer")
@APIResponse(
        responseCode = "401",
        description = "No valid token, or one that does not permit this",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
class SuppressionResource {

    private static final int LONGEST_LIST = 100;

    private final SuppressDestination suppressDestination;
    private final LiftSuppression liftSuppression;
    private final SuppressionQueries queries;
    private final CompanyDirectory companies;
    private final RequestConfig config;
    private final Caller caller;

    SuppressionResource(
            SuppressDestination suppressDestination,
            LiftSuppression liftSuppression,
            SuppressionQueries queries,
            CompanyDirectory companies,
            RequestConfig config,
            Caller caller) {
        this.suppressDestination = suppressDestination;
        this.liftSuppression = liftSuppression;
        this.queries = queries;
        this.companies = companies;
        this.config = config;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "listSuppressions",
            summary = "List whom nothing is sent to, newest first",
            description = "Destinations are not kept, only keyed hashes of them: the check tells about one.")
    @APIResponse(
            responseCode = "200",
            description = "A page of the list; X-Total-Count and Link tell of the others",
            content = @Content(schema = @Schema(implementation = SuppressionView.Page.class)))
    @APIResponse(
            responseCode = "422",
            description = "Bad limit or page",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<RestResponse<SuppressionView.Page>> list(
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
        return existing(company)
                .invoke(errors::throwIfAny)
                .flatMap(known -> queries.newest(known.scope(), wanted))
                .map(slice -> Page.answer(
                        new SuppressionView.Page(slice.suppressions().stream()
                                .map(SuppressionView::of)
                                .toList()),
                        slice.total(),
                        wanted.links("/company/" + company + "/suppressions", slice.total())));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "suppress",
            summary = "Have nothing more sent to a destination",
            description = "Also cancels what waits to be sent to it.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "SuppressionInput")))
    @APIResponse(
            responseCode = "200",
            description = "The entry, which may be an older one",
            content = @Content(schema = @Schema(implementation = SuppressionView.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<SuppressionView> suppress(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            byte @Nullable [] body) {
        CompanyId company = CompanyId.inPath(companyId);
        JsonBody fields = JsonBody.read(body);
        return existing(company)
                .flatMap(known -> suppressDestination.suppress(known.scope(), parse(fields, known)))
                .map(SuppressionView::of);
    }

    @POST
    @Path("/check")
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(operationId = "checkSuppression", summary = "Ask whether nothing is sent to a destination")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "SuppressionQuestion")))
    @APIResponse(
            responseCode = "200",
            description = "Whether it is on the list, and its entry",
            content = @Content(schema = @Schema(implementation = SuppressionView.Answer.class)))
    @APIResponse(
            responseCode = "422",
            description = "One or more fields are bad",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<SuppressionView.Answer> check(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            byte @Nullable [] body) {
        CompanyId company = CompanyId.inPath(companyId);
        JsonBody fields = JsonBody.read(body);
        return existing(company)
                .flatMap(known -> queries.find(
                        known.scope(), parse(fields, known).destination().normalised()))
                .map(found -> new SuppressionView.Answer(
                        found.isPresent(), found.map(SuppressionView::of).orElse(null)));
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permission.Scope.COMPANY_ADMIN)
    @Operation(
            operationId = "liftSuppression",
            summary = "Let a destination be asked again",
            description = "What a person said (opted_out, complained) only that person can take back.")
    @APIResponse(
            responseCode = "200",
            description = "The entry that was",
            content = @Content(schema = @Schema(implementation = SuppressionView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such entry on this company's list",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    @APIResponse(
            responseCode = "409",
            description = "It is the person's own word",
            content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
    public Uni<SuppressionView> lift(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("companyId")
                    String companyId,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("id") String id) {
        CompanyId company = CompanyId.inPath(companyId);
        long number = Ids.parse(id).orElseThrow(Problem::notFound);
        return existing(company)
                .flatMap(known -> liftSuppression.lift(known.scope(), number))
                .map(SuppressionView::of);
    }

    /** A company that the caller may administer, with its settings. */
    private record Known(CompanyScope scope, CompanySettings settings) {}

    /** An operator's reach includes companies that do not exist; they cannot be told from foreign ones. */
    private Uni<Known> existing(CompanyId company) {
        return caller.scope(company)
                .flatMap(scope -> companies.demand(scope).map(settings -> new Known(scope, settings)));
    }

    private NewSuppression parse(JsonBody fields, Known company) {
        return NewSuppression.parse(fields, company.settings(), config.fictionalNumbers());
    }
}
