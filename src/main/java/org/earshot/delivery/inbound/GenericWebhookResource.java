package org.earshot.delivery.inbound;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.earshot.delivery.inbound.WebhookSignature.Proof;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorResponse;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What any provider, or an adapter of the operator's, reports in JSON (W84, W85), signed as Standard Webhooks are. */
@Path("/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Cancellable(false)
@Timely
@PermitAll
@Tag(name = "Webhooks")
@APIResponse(
        responseCode = "401",
        description = "No valid signature, or one that is older than five minutes",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
@APIResponse(
        responseCode = "404",
        description = "No secret is configured",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
@APIResponse(
        responseCode = "422",
        description = "The body cannot be read; nothing was changed",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
class GenericWebhookResource {

    private static final String THE_ID = "Names the call";
    private static final String THE_TIME = "When it was signed, in seconds since 1970; at most five minutes ago";
    private static final String THE_SIGNATURE =
            "v1, a comma, and the base64 of the HMAC-SHA256 over id, time and body, with dots between; or several of"
                    + " these, with blanks between";
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_TEXT = 10_000;

    private final WebhookSignature signature;
    private final Reports reports;
    private final OptOutEverywhere optOutEverywhere;

    GenericWebhookResource(WebhookSignature signature, Reports reports, OptOutEverywhere optOutEverywhere) {
        this.signature = signature;
        this.reports = reports;
        this.optOutEverywhere = optOutEverywhere;
    }

    @POST
    @Path("/email")
    @Operation(
            operationId = "reportDeliveryEvents",
            summary = "Tell what became of messages: bounces and complaints",
            description =
                    "Whoever a permanently bounced message went to, or who complained or unsubscribed, is sent nothing"
                            + " more by that company. Other events change nothing. Signed as Standard Webhooks are.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DeliveryEventsInput")))
    @APIResponse(
            responseCode = "200",
            description = "All events were taken note of",
            content = @Content(schema = @Schema(implementation = EventsTaken.class)))
    public Uni<EventsTaken> events(
            @Parameter(description = THE_ID) @HeaderParam(WebhookSignature.ID) @Nullable String id,
            @Parameter(description = THE_TIME) @HeaderParam(WebhookSignature.TIMESTAMP) @Nullable String timestamp,
            @Parameter(description = THE_SIGNATURE) @HeaderParam(WebhookSignature.SIGNATURE) @Nullable
                    String signatures,
            byte @Nullable [] body) {
        signature.demand(new Proof(id, timestamp, signatures), bytes(body));
        List<DeliveryEvent> events = DeliveryEvent.parse(JsonBody.read(body));
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(this::take)
                .collect()
                .with(Collectors.summingInt(accepted -> accepted ? 1 : 0))
                .map(accepted -> new EventsTaken(accepted, events.size() - accepted));
    }

    private Uni<Boolean> take(DeliveryEvent event) {
        return event.suppression()
                .map(reason -> reports.take(event.message(), reason))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    @POST
    @Path("/sms")
    @Operation(
            operationId = "reportInboundSms",
            summary = "Hand on a text message that a person sent back, such as STOP",
            description =
                    "If it asks for no more messages, none of the companies that ever wrote to this number writes to it"
                            + " again. Any other text changes nothing. Signed as Standard Webhooks are.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "InboundSmsInput")))
    @APIResponse(
            responseCode = "200",
            description = "It was understood, and noted if it had to be",
            content = @Content(schema = @Schema(implementation = AnswerTaken.class)))
    public Uni<AnswerTaken> sms(
            @Parameter(description = THE_ID) @HeaderParam(WebhookSignature.ID) @Nullable String id,
            @Parameter(description = THE_TIME) @HeaderParam(WebhookSignature.TIMESTAMP) @Nullable String timestamp,
            @Parameter(description = THE_SIGNATURE) @HeaderParam(WebhookSignature.SIGNATURE) @Nullable
                    String signatures,
            byte @Nullable [] body) {
        signature.demand(new Proof(id, timestamp, signatures), bytes(body));
        JsonBody fields = JsonBody.read(body);
        FieldErrors errors = new FieldErrors();
        fields.demand(List.of("from"), errors);
        Optional<PhoneNumber> from = fields.line("from", LONGEST_NUMBER, errors).flatMap(PhoneNumber::parse);
        if (from.isEmpty()) {
            errors.add("from", "must be a phone number that starts with + and a country code");
        }
        String text = fields.text("text", LONGEST_TEXT, errors).orElse("");
        errors.throwIfAny();
        return StopWords.match(text)
                ? optOutEverywhere.optOut(from.orElseThrow()).replaceWith(new AnswerTaken(true))
                : Uni.createFrom().item(new AnswerTaken(false));
    }

    private static byte[] bytes(byte @Nullable [] body) {
        return Objects.requireNonNullElseGet(body, () -> new byte[0]);
    }
}
