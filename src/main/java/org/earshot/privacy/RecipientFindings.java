package org.earshot.privacy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earshot.company.Recipient;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much is kept of a person, or was erased. */
@RegisterForReflection
@Schema(name = "PersonalRecords", description = "How much is kept of a person, or was erased")
public record RecipientFindings(
        @Schema(description = "The person's address, obfuscated", examples = "j***@e******.com")
        String destination,

        @Schema(description = "Kind of record → how many there are; kinds without any are named too")
        Map<String, Count> records) {

    /** The records of one kind. */
    @RegisterForReflection
    @Schema(name = "PersonalRecordCount")
    public record Count(
            int count,

            @Schema(description = "Their numbers; of activity feedback, those with which its `_id`s end")
            List<Long> ids) {}

    static RecipientFindings of(Recipient recipient, Map<String, List<Long>> found) {
        Map<String, Count> records = new LinkedHashMap<>();
        found.forEach((kind, ids) -> records.put(kind, new Count(ids.size(), ids)));
        return new RecipientFindings(recipient.shown(), records);
    }
}
