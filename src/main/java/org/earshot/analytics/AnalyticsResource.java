package org.earshot.analytics;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.earshot.access.Caller;
import org.earshot.access.Permission;
import org.earshot.company.Ownership;
import org.earshot.kernel.Page;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorEnvelope;
import org.earshot.problem.ListQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The analytics of activity feedback over HTTP (A11, A26, A31). */
@Path("/v1/activity-feedback-v2/analytics")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Timely
@Tag(name = "Activity feedback")
@SecurityRequirement(name = "bearer")
class AnalyticsResource {

    private final AnalyticsQueries queries;
    private final Caller caller;

    AnalyticsResource(AnalyticsQueries queries, Caller caller) {
        this.queries = queries;
        this.caller = caller;
    }

    @GET
    @Path("/detailed")
    @PermissionsAllowed(Permission.Scope.ACTIVITY_READ)
    @Operation(
            operationId = "analyseActivityFeedback",
            summary = "Tell what activity feedback adds up to",
            description = "Of all companies that the token reaches, exactly, and with whatever was recorded before the"
                    + " call.")
    @Parameter(
            name = "date_from",
            in = ParameterIn.QUERY,
            description = "First day, in UTC",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Parameter(
            name = "date_to",
            in = ParameterIn.QUERY,
            description = "Last day, in UTC",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Parameter(name = "activity_type", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "rep", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "template_id", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = Ownership.FIELD,
            in = ParameterIn.QUERY,
            description = "Companies of which the feedback must have one, as its owner or as a label",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @APIResponse(
            responseCode = "200",
            description = "What it adds up to",
            content = @Content(schema = @Schema(implementation = DetailedAnalytics.Answer.class)))
    @APIResponse(
            responseCode = "400",
            description = "A date that is none, or from after to",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<DetailedAnalytics.Answer> detailed(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters());
        FeedbackFilter filter = FeedbackFilter.parse(query);
        List<String> namespaces = query.several(Ownership.FIELD);
        query.throwIfAny();
        return caller.reach()
                .flatMap(reach -> queries.detailed(reach, filter, namespaces))
                .map(found -> new DetailedAnalytics.Answer(true, found));
    }

    @GET
    @Path("/nps")
    @PermissionsAllowed(Permission.Scope.ACTIVITY_READ)
    @Operation(
            operationId = "scoreActivityFeedback",
            summary = "Tell the net promoter score, and how satisfied people were, of all and by group",
            description = "Of all companies that the token reaches, exactly, and with whatever was recorded before the"
                    + " call. Without feedback there is no group.")
    @Parameter(
            name = Grouping.FIELD,
            in = ParameterIn.QUERY,
            description = "What the groups are; days are those of UTC, weeks begin on Monday",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            defaultValue = "none",
                            enumeration = {"none", "rep", "activity_type", "template_id", "day", "week", "month"}))
    @Parameter(
            name = "page",
            in = ParameterIn.QUERY,
            description = "Of the groups",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "1"))
    @Parameter(
            name = "per_page",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "25"))
    @Parameter(
            name = "date_from",
            in = ParameterIn.QUERY,
            description = "First day, in UTC",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Parameter(
            name = "date_to",
            in = ParameterIn.QUERY,
            description = "Last day, in UTC",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Parameter(name = "activity_type", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "rep", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "template_id", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = Ownership.FIELD,
            in = ParameterIn.QUERY,
            description = "Companies of which the feedback must have one, as its owner or as a label",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @APIResponse(
            responseCode = "200",
            description = "The scores; X-Total-Count tells how many groups there are",
            content = @Content(schema = @Schema(implementation = NetPromoterAnalytics.Answer.class)))
    @APIResponse(
            responseCode = "400",
            description = "A date that is none, from after to, or a group or page that cannot be",
            content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<RestResponse<NetPromoterAnalytics.Answer>> nps(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters());
        FeedbackFilter filter = FeedbackFilter.parse(query);
        List<String> namespaces = query.several(Ownership.FIELD);
        Grouping grouping = Grouping.parse(query);
        Page page = query.page();
        query.throwIfAny();
        return caller.reach()
                .flatMap(reach -> queries.groups(reach, filter, namespaces, grouping, page))
                .map(found ->
                        Page.answer(NetPromoterAnalytics.Answer.of(filter, grouping, found, page), found.count(), ""));
    }
}
