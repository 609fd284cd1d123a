package org.earshot.privacy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.earshot.company.Recipient;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All that is kept of a person, as they may be given it. */
@RegisterForReflection
@Schema(name = "PersonalExport", description = "All that is kept of a person, as they may be given it")
public record RecipientExport(
        @Schema(description = "The person's address, obfuscated", examples = "j***@e******.com")
        String destination,

        Instant exported,

        @Schema(description = "Kind of record → the records in full")
        Map<String, List<Object>> records) {

    static RecipientExport of(Recipient recipient, Map<String, List<Object>> records, Instant now) {
        return new RecipientExport(recipient.shown(), now.truncatedTo(ChronoUnit.SECONDS), records);
    }
}
