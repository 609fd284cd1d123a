package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When a question is asked. */
@RegisterForReflection
@Schema(description = "When a question is asked")
record ConditionalLogic(
        @JsonProperty("show_if") @Schema(name = "show_if") ShowIf showIf) {}
