package org.earshot.screening;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that a phase of the screening noticed (W73). */
@RegisterForReflection
@Schema(name = "ReviewFlag", description = "Something that the automatic screening noticed; moderators judge it")
public record ReviewFlag(
        Screening.Phase phase,

        @Schema(examples = "contains a link") String reason) {}
