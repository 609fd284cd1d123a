package org.earshot.sandbox;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.earshot.access.IssueToken;
import org.earshot.access.NewToken;
import org.earshot.delivery.mock.MockFaults;
import org.earshot.delivery.mock.MockMailbox;
import org.earshot.kernel.AdjustableClock;
import org.earshot.kernel.Tick;
import org.earshot.problem.ErrorResponse;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What integrators and tests need and production must not have: tokens for the asking, the mailbox, time itself. */
@Path("/sandbox")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
@PermitAll
@Sandboxed
@Tag(name = "Sandbox", description = "Only while earshot.sandbox.enabled is true")
@APIResponse(
        responseCode = "404",
        description = "There is no sandbox here",
        content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
class SandboxResource {

    /** A wish for a token. */
    @Schema(name = "SandboxTokenInput")
    record TokenInput(
            @Schema(description = "Company numbers, or * for an operator") @Nullable
            List<String> companies,

            @Schema(description = "Space-separated permissions", examples = "requests:write requests:read") @Nullable
            String scope,

            @Nullable String name,

            @Schema(description = "Days until it expires", defaultValue = "1") @Nullable
            Integer days) {}

    /** A signed token. */
    @Schema(name = "SandboxToken")
    record Token(String token) {}

    /** A move of the clock. */
    @Schema(name = "SandboxClockInput")
    record ClockInput(
            @Schema(description = "ISO-8601 duration", examples = "P28D") @Nullable
            String advance) {}

    /** What time the service believes it is. */
    @Schema(name = "SandboxClock")
    record ClockState(
            Instant now,
            @Schema(description = "Ahead of real time") long offsetSeconds) {}

    /** How much a tick did. */
    @Schema(name = "SandboxTick")
    record TickState(int done) {}

    /** A wish for failures. */
    @Schema(name = "SandboxFaultsInput")
    record FaultsInput(
            @Schema(description = "How many of the next messages fail; 0 for none", minimum = "0") @Nullable
            Integer next,

            @Schema(enumeration = {"temporary", "permanent", "timeout"}) @Nullable
            String outcome) {}

    private static final int DEFAULT_DAYS = 1;

    /** Far enough for any test, and short of what PostgreSQL cannot store. */
    private static final Duration LONGEST_STEP = Duration.ofDays(3650);

    private final IssueToken issueToken;
    private final MockMailbox mailbox;
    private final MockFaults faults;
    private final SandboxClock sandboxClock;
    private final AdjustableClock clock;
    private final Tick tick;

    SandboxResource(
            IssueToken issueToken,
            MockMailbox mailbox,
            MockFaults faults,
            SandboxClock sandboxClock,
            AdjustableClock clock,
            Tick tick) {
        this.issueToken = issueToken;
        this.mailbox = mailbox;
        this.faults = faults;
        this.sandboxClock = sandboxClock;
        this.clock = clock;
        this.tick = tick;
    }

    @POST
    @Path("/tokens")
    @Operation(
            operationId = "sandboxToken",
            summary = "Get a token",
            description = "Signs a token for any companies and any permissions.")
    @APIResponseSchema(value = Token.class, responseCode = "200", responseDescription = "The token")
    public Token token(@Nullable TokenInput input) {
        TokenInput wish = Objects.requireNonNullElse(input, new TokenInput(null, null, null, null));
        int days = Objects.requireNonNullElse(wish.days(), DEFAULT_DAYS);
        return new Token(
                issueToken.issue(NewToken.parse(wish.name(), wish.companies(), wish.scope(), Duration.ofDays(days))));
    }

    @GET
    @Path("/messages")
    @Operation(
            operationId = "sandboxMessages",
            summary = "Read what was sent, newest first",
            description = "Shows the messages that the mock senders kept, of one company or to one destination.")
    @APIResponse(
            responseCode = "200",
            description = "The messages",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = SandboxMessage.class)))
    public List<SandboxMessage> messages(
            @QueryParam("company") @Nullable Long company, @QueryParam("destination") @Nullable String destination) {
        return mailbox.messages().stream()
                .filter(received ->
                        company == null || received.message().key().company().value() == company)
                .filter(received ->
                        destination == null || received.message().destination().equalsIgnoreCase(destination.strip()))
                .map(SandboxMessage::of)
                .toList();
    }

    @GET
    @Path("/clock")
    @Operation(
            operationId = "sandboxClock",
            summary = "Read the service's clock",
            description = "Thresholds, waiting times and stored dates follow this clock.")
    @APIResponseSchema(
            value = ClockState.class,
            responseCode = "200",
            responseDescription = "What time it is for the service")
    public ClockState clock() {
        Instant now = clock.instant();
        return new ClockState(
                now.truncatedTo(ChronoUnit.SECONDS), clock.offset().toSeconds());
    }

    @POST
    @Path("/clock")
    @Operation(
            operationId = "sandboxAdvanceClock",
            summary = "Move the service's clock",
            description = "Moves business time on, or back, for everything that the service does.")
    @APIResponseSchema(value = ClockState.class, responseCode = "200", responseDescription = "What time it is now")
    public Uni<ClockState> advance(@Nullable ClockInput input) {
        return sandboxClock
                .advance(duration(input == null ? null : input.advance()))
                .map(done -> clock());
    }

    @DELETE
    @Path("/clock")
    @Operation(
            operationId = "sandboxResetClock",
            summary = "Set the service's clock back to real time",
            description = "Ends every earlier move of the clock.")
    @APIResponseSchema(value = ClockState.class, responseCode = "200", responseDescription = "What time it is now")
    public Uni<ClockState> reset() {
        return sandboxClock.reset().map(done -> clock());
    }

    @POST
    @Path("/tick")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "sandboxTick",
            summary = "Do everything that is due now",
            description = "Sends what waits and cleans up what is old, without waiting for the next second.")
    @APIResponseSchema(value = TickState.class, responseCode = "200", responseDescription = "How much was done")
    public Uni<TickState> tick() {
        return tick.runDue().map(TickState::new);
    }

    @PUT
    @Path("/faults")
    @Operation(
            operationId = "sandboxFaults",
            summary = "Let the next messages fail",
            description = "The mock senders refuse or delay so many messages, as a provider would.")
    @APIResponseSchema(value = FaultsInput.class, responseCode = "200", responseDescription = "What was set")
    public FaultsInput faults(@Nullable FaultsInput input) {
        FieldErrors errors = new FieldErrors();
        Integer next = input == null ? null : input.next();
        if (next == null || next < 0) {
            errors.add("next", "must be an integer of at least 0");
        }
        String outcome = input == null || input.outcome() == null ? "" : input.outcome();
        MockFaults.Fault fault = Arrays.stream(MockFaults.Fault.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(outcome))
                .findFirst()
                .orElse(null);
        if (fault == null) {
            errors.add("outcome", "must be temporary, permanent or timeout");
        }
        errors.throwIfAny();
        faults.failNext(Objects.requireNonNull(next), Objects.requireNonNull(fault));
        return new FaultsInput(next, outcome);
    }

    private static Duration duration(@Nullable String text) {
        try {
            Duration step = Duration.parse(text == null ? "" : text);
            if (step.abs().compareTo(LONGEST_STEP) <= 0) {
                return step;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // answered below
        }
        throw Problem.invalid(
                "advance",
                "must be an ISO-8601 duration such as P28D or PT1H, of at most " + LONGEST_STEP.toDays() + " days");
    }
}
