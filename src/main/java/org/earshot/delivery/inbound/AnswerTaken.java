package org.earshot.delivery.inbound;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a person's text message was understood (W85). */
@RegisterForReflection
@Schema(name = "InboundSmsAnswer", description = "How the text message was understood")
record AnswerTaken(
        @Schema(description = "Whether it asks for no more messages; then none is sent any more")
        boolean stop) {}
