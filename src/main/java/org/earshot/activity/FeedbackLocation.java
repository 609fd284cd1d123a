package org.earshot.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where an address is, as far as the operator's database knows (A16). */
@RegisterForReflection
@Schema(name = "ActivityLocation", description = "Where the address is, if the operator supplied a database that knows")
record FeedbackLocation(
        @Schema(description = "The country, in English", examples = "United Kingdom")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String country,

        @Schema(description = "The town, in English", examples = "Leeds")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String city) {}
