package org.earshot.delivery.inbound;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.earshot.kernel.Timely;
import org.earshot.problem.ErrorResponse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What Twilio reports (W84, W85): answers to text messages, and what became of text messages. */
@Path("/webhooks/twilio")
@Consumes(MediaType.WILDCARD)
@Cancellable(false)
@Timely
@PermitAll
@Tag(name = "Webhooks")
@APIResponse(
        responseCode = "401",
        description = "No valid signature",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ErrorResponse.class)))
@APIResponse(
        responseCode = "404",
        description = "No auth token is configured",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ErrorResponse.class)))
class TwilioWebhookResource {

    private static final String NO_REPLY = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";
    private static final String THE_SIGNATURE = "As Twilio makes it, over the public address and the fields";

    private final TwilioSignature signature;
    private final Reports reports;
    private final OptOutEverywhere optOutEverywhere;

    TwilioWebhookResource(TwilioSignature signature, Reports reports, OptOutEverywhere optOutEverywhere) {
        this.signature = signature;
        this.reports = reports;
        this.optOutEverywhere = optOutEverywhere;
    }

    /** Answers that nothing is to be sent back: what has to be said to somebody who stops, Twilio says. */
    @POST
    @Path("/sms")
    @Produces(MediaType.TEXT_XML)
    @Operation(
            operationId = "twilioInboundSms",
            summary = "Twilio hands on a text message that a person sent back, such as STOP",
            description =
                    "If it asks for no more messages, none of the companies that ever wrote to this number writes to it"
                            + " again. Any other text changes nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(ref = "TwilioInboundSms")))
    @APIResponse(
            responseCode = "200",
            description = "TwiML that sends nothing back",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_XML,
                            schema = @Schema(type = SchemaType.STRING, examples = NO_REPLY)))
    public Uni<String> sms(
            @Parameter(description = THE_SIGNATURE) @HeaderParam(TwilioSignature.HEADER) @Nullable String shown,
            @Context RoutingContext call,
            byte @Nullable [] body) {
        FormFields form = verified(shown, call, body);
        boolean stop = form.first("OptOutType").filter("STOP"::equalsIgnoreCase).isPresent()
                || form.first("Body").filter(StopWords::match).isPresent();
        return form.first("From")
                .filter(number -> stop)
                .flatMap(PhoneNumber::parse)
                .map(optOutEverywhere::optOut)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .replaceWith(NO_REPLY);
    }

    @POST
    @Path("/status")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "twilioStatus",
            summary = "Twilio tells what became of a text message",
            description =
                    "A number that does not exist, or that takes no text messages, and one that stopped at Twilio is sent"
                            + " nothing more by that company. Any other status changes nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(ref = "TwilioMessageStatus")))
    @APIResponse(responseCode = "204", description = "It was noted if it had to be")
    public Uni<RestResponse<Void>> status(
            @Parameter(description = THE_SIGNATURE) @HeaderParam(TwilioSignature.HEADER) @Nullable String shown,
            @Parameter(description = "The idempotency key of the message") @QueryParam("message") @Nullable
                    String message,
            @Context RoutingContext call,
            byte @Nullable [] body) {
        FormFields form = verified(shown, call, body);
        return TwilioStatus.suppression(
                        form.first("MessageStatus").orElse(""),
                        form.first("ErrorCode").orElse(""))
                .flatMap(reason -> Optional.ofNullable(message).map(name -> reports.take(name, reason)))
                .orElseGet(() -> Uni.createFrom().item(false))
                .replaceWith(RestResponse.noContent());
    }

    private FormFields verified(@Nullable String shown, RoutingContext call, byte @Nullable [] body) {
        FormFields form = FormFields.read(body);
        HttpServerRequest request = call.request();
        String query = request.query();
        signature.demand(shown, request.path() + (query == null ? "" : "?" + query), form);
        return form;
    }
}
