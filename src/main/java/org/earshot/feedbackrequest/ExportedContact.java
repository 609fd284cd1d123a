package org.earshot.feedbackrequest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * That a recipient was asked, which is kept under a keyed hash, lest they be asked again too soon (W28).
 *
 * @param request the last one
 * @param asked null if they were not, or not yet
 */
@RegisterForReflection
record ExportedContact(long request, @Nullable Instant asked) {

    static ExportedContact of(Row row) {
        OffsetDateTime asked = row.getOffsetDateTime("asked_at");
        return new ExportedContact(
                row.getLong("request_id"),
                asked == null ? null : asked.toInstant().truncatedTo(ChronoUnit.SECONDS));
    }
}
