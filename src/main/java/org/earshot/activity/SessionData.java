package org.earshot.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the feedback was given with, as it is stored and shown (A16). */
@RegisterForReflection
@Schema(name = "ActivitySession", description = "What the feedback was given with, as far as it is known")
record SessionData(
        @JsonProperty("device_type")
        @Schema(
                description = "The kind of device",
                enumeration = {"mobile", "desktop", "tablet"})
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String deviceType,

        @Schema(description = "The browser", maxLength = SessionData.LONGEST_BROWSER, examples = "Firefox")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String browser,

        @JsonProperty("ip_address")
        @Schema(
                description = "Address of the device (IPv4 or IPv6)",
                maxLength = SessionData.LONGEST_ADDRESS,
                examples = "192.0.2.7")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String ipAddress,

        @Schema(description = "Where that address is") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        FeedbackLocation location) {

    static final SessionData UNKNOWN = new SessionData(null, null, null, null);

    private static final int LONGEST_BROWSER = 200;
    private static final int LONGEST_ADDRESS = 45;
    private static final List<String> DEVICES = List.of("mobile", "desktop", "tablet");

    /** Reads what a body says of it; a location is nobody's to say (A15). */
    static SessionData parse(JsonBody body, FieldErrors errors) {
        return Items.read(body, "session_data", errors, SessionData::parseFields)
                .orElse(UNKNOWN);
    }

    private static Optional<SessionData> parseFields(JsonBody fields, FieldErrors errors) {
        Optional<String> device = Items.word(fields, "device_type", DEVICES, errors);
        Optional<String> browser = fields.line("browser", LONGEST_BROWSER, errors);
        Optional<String> address = fields.line("ip_address", LONGEST_ADDRESS, errors);
        if (address.isPresent() && IpLiteral.bytes(address.get()).isEmpty()) {
            errors.add("ip_address", "must be an IPv4 or IPv6 address");
        }
        return Optional.of(new SessionData(device.orElse(null), browser.orElse(null), address.orElse(null), null));
    }

    /** Filled up with what the caller's browser told of itself. */
    SessionData orElse(UserAgent agent) {
        return new SessionData(
                deviceType != null ? deviceType : agent.deviceType(),
                browser != null ? browser : agent.browser(),
                ipAddress,
                location);
    }

    /** Filled up with where the address is. */
    SessionData located(Locations locations) {
        Optional<FeedbackLocation> place =
                Optional.ofNullable(ipAddress).flatMap(IpLiteral::bytes).flatMap(locations::of);
        return new SessionData(deviceType, browser, ipAddress, place.orElse(null));
    }

    /** Without what leads to a person (A20). */
    SessionData anonymous() {
        return new SessionData(deviceType, browser, null, null);
    }
}
