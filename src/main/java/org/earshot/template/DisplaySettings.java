package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a question is shown; the ends of its scale also bound its answers. */
@RegisterForReflection
@Schema(description = "How a question is shown; the ends of a scale also bound the answers")
record DisplaySettings(
        @JsonProperty("show_labels") @Schema(name = "show_labels") @Nullable
        Boolean showLabels,

        @Schema(
                implementation = String.class,
                enumeration = {"horizontal", "vertical"})
        @Nullable
        Orientation orientation,

        @JsonProperty("scale_min")
        @Schema(name = "scale_min", description = "Smallest answer to a rating or scale")
        @Nullable
        Integer scaleMin,

        @JsonProperty("scale_max")
        @Schema(name = "scale_max", description = "Largest answer to a rating or scale")
        @Nullable
        Integer scaleMax,

        @JsonProperty("scale_step")
        @Schema(name = "scale_step", description = "Distance between the choices shown")
        @Nullable
        Integer scaleStep) {}
