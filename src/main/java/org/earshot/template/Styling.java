package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a template looks. */
@RegisterForReflection
@Schema(name = "TemplateStyling", description = "How a template looks")
record Styling(
        @Schema(
                implementation = String.class,
                enumeration = {"light", "dark", "custom"})
        Theme theme,

        @JsonProperty("primary_color") @Schema(name = "primary_color", examples = "#0b5cad") @Nullable
        String primaryColor,

        @JsonProperty("font_family") @Schema(name = "font_family", examples = "Georgia, serif") @Nullable
        String fontFamily,

        @JsonProperty("custom_css")
        @Schema(name = "custom_css", description = "Reaches for nothing outside of itself")
        @Nullable
        String customCss) {

    static final Styling DEFAULT = new Styling(Theme.LIGHT, null, null, null);
}
