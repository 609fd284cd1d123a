package org.earshot.delivery.inbound;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of a list of events (W84). */
@RegisterForReflection
@Schema(name = "DeliveryEventsAnswer", description = "What came of the events; posting them again changes nothing")
record EventsTaken(
        @Schema(description = "Events whose recipient is on the suppression list by now")
        int accepted,

        @Schema(description = "Events that change nothing: of no consequence, or about a message that is not known")
        int ignored) {}
