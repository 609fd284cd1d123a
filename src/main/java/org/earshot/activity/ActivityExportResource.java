package org.earshot.activity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.earshot.access.Caller;
import org.earshot.access.Permission;
import org.earshot.kernel.Outage;
import org.earshot.problem.ErrorEnvelope;
import org.earshot.problem.ListQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestMulti;

/**
 * All activity feedback at once, as a stream (A33). It has no deadline as a whole, but each batch of it is read in time; and
 * it ends when its reader leaves, since it changes nothing.
 */
@Path(ActivityFeedbackQueries.PATH + "/export")
@Tag(name = "Activity feedback")
@SecurityRequirement(name = "bearer")
class ActivityExportResource {

    private static final Logger LOG = Logger.getLogger(ActivityExportResource.class);

    private final ActivityExportQueries queries;
    private final Caller caller;
    private final ObjectMapper json;
    private final Clock clock;

    ActivityExportResource(ActivityExportQueries queries, Caller caller, ObjectMapper json, Clock clock) {
        this.queries = queries;
        this.caller = caller;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @PermissionsAllowed(Permission.Scope.ACTIVITY_READ)
    @Operation(
            operationId = "exportActivityFeedback",
            summary = "Take all activity feedback along, as lines of JSON or as CSV",
            description = "The filters are those of the list. What was recorded before the call is all in it; what is"
                    + " recorded, changed or deleted meanwhile may be or not. It comes as fast as it is read. An export that"
                    + " cannot go on breaks off without the end of the body; take what is missing with the _id of its last"
                    + " whole line or row as cursor.")
    @Parameter(
            name = ExportFormat.PARAMETER,
            in = ParameterIn.QUERY,
            description = "What the export is written in; if it is not given, Accept tells",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"ndjson", "csv"},
                            defaultValue = "ndjson"))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "createdAt or _id: oldest first; with - before it, or :desc after it, newest first",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "createdAt"))
    @Parameter(
            name = ActivitySearch.CURSOR,
            in = ParameterIn.QUERY,
            description = "The _id of a piece of feedback; the export begins beyond it",
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
            description = "The export",
            headers =
                    @Header(
                            name = HttpHeaders.CONTENT_DISPOSITION,
                            description = "A name for a file",
                            schema = @Schema(type = SchemaType.STRING)),
            content = {
                @Content(
                        mediaType = ExportFormat.JSON_LINES,
                        schema = @Schema(implementation = ActivityFeedback.class)),
                @Content(
                        mediaType = ExportFormat.TABLE,
                        schema =
                                @Schema(
                                        type = SchemaType.STRING,
                                        description =
                                                "A header row, then one row per piece of feedback, in UTF-8. Fields"
                                                        + " within others have a dot in their name, and lists are JSON. Text that"
                                                        + " a spreadsheet would take for a formula has a ' before it",
                                        examples = CsvTable.EXAMPLE))
            })
    @APIResponse(
            responseCode = "400",
            description = "A parameter cannot be read",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "403",
            description = "The token does not permit this",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(
            responseCode = "406",
            description = "Only formats are accepted that there are none of",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ErrorEnvelope.class)))
    public RestMulti<byte[]> export(@Context UriInfo uri, @Context Request call) {
        ListQuery query = ListQuery.of(uri.getQueryParameters());
        ExportFormat format = ExportFormat.parse(query, call);
        ActivitySearch search = ActivitySearch.parseWalk(query);
        Multi<byte[]> text = text(search, format.begin(json));
        // nobody reads what follows the headers that are asked for alone
        return RestMulti.fromMultiData(
                        HttpMethod.HEAD.equals(call.getMethod()) ? text.select().first() : text)
                .header(HttpHeaders.CONTENT_TYPE, format.contentType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"activity-feedback-"
                                + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + "." + format.word() + "\"")
                .build();
    }

    /** Piece by piece. What fails before the first is an answer like any other; later, nobody else would tell of it. */
    private Multi<byte[]> text(ActivitySearch search, ExportText text) {
        AtomicBoolean begun = new AtomicBoolean();
        return caller.reach()
                .onItem()
                .transformToMulti(reach -> queries.batches(reach, search))
                .map(text::next)
                .invoke(piece -> begun.set(true))
                .onFailure(failure -> begun.get())
                .invoke(failure -> Outage.log(LOG, "An export broke off", failure));
    }
}
