package org.earshot.company;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.earshot.access.CompanyId;

/** Takes a company on, with its first settings. */
@Singleton
public class RegisterCompany {

    private final Pool pool;
    private final ObjectMapper json;
    private final Clock clock;

    RegisterCompany(Pool pool, ObjectMapper json, Clock clock) {
        this.pool = pool;
        this.json = json;
        this.clock = clock;
    }

    /** Registers a company under a number of the caller's choice; one that exists already is left as it is. */
    public Uni<Void> registerIfAbsent(CompanyId id, String namespace, CompanySettings settings) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        return pool.withTransaction(connection -> connection
                        .preparedQuery("""
                                insert into company (id, namespace, created_at) values ($1, $2, $3)
                                on conflict do nothing
                                """)
                        .execute(Tuple.of(id.value(), namespace, now))
                        .call(() ->
                                connection.preparedQuery("""
                                        insert into company_settings (company_id, revision, document, created_at)
                                        values ($1, 1, $2::text::jsonb, $3)
                                        on conflict do nothing
                                        """).execute(Tuple.of(id.value(), document(settings), now))))
                .replaceWithVoid();
    }

    private String document(CompanySettings settings) {
        try {
            return json.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Company settings can always be written", e);
        }
    }
}
