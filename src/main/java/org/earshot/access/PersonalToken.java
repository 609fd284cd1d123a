package org.earshot.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A personal token as a company's administrators see it (W78). */
@RegisterForReflection
@Schema(name = "PersonalToken", description = "A token that the company issued for itself")
record PersonalToken(
        @Schema(description = "The jti claim of the token", examples = "pat_0123456789abcdef0123456789abcdef")
        String id,

        String name,

        @Schema(description = "Space-separated permissions", examples = "requests:write requests:read")
        String scope,

        List<Long> companies,
        Instant created,
        Instant expires,

        @JsonProperty("created_by")
        @Schema(name = "created_by", description = "Subject of the token that this one was issued with")
        String createdBy,

        @JsonProperty("last_used") @Schema(name = "last_used", description = "To about a minute") @Nullable
        Instant lastUsed,

        @Schema(description = "When it was revoked") @Nullable
        Instant revoked,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "The signed token itself: told once, in the answer that issues it")
        @Nullable
        String token) {

    /** The columns that {@link #of} reads. */
    static final String COLUMNS =
            "company_id, id, name, scope, created_at, expires_at, created_by, last_used_at, revoked_at";

    /** Reads a row of {@link #COLUMNS}. */
    static PersonalToken of(Row row) {
        return new PersonalToken(
                row.getString("id"),
                row.getString("name"),
                row.getString("scope"),
                List.of(row.getLong("company_id")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getString("created_by"),
                second(row, "last_used_at"),
                second(row, "revoked_at"),
                null);
    }

    /** The same, with the token itself. */
    PersonalToken shown(String signed) {
        return new PersonalToken(id, name, scope, companies, created, expires, createdBy, lastUsed, revoked, signed);
    }

    private static @Nullable Instant second(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
}
