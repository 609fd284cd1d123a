package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanySettings;
import org.earshot.company.RegisterCompany;
import org.earshot.delivery.Outbox;
import org.earshot.delivery.RecipientHash;
import org.earshot.delivery.RecipientIdentity;
import org.earshot.delivery.Suppressions;
import org.earshot.testing.Database;
import org.earshot.testing.Reactive;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request is stored whole, with its reservation and its queued message, or not at all, wherever it fails. */
@QuarkusTest
class RequestFeedbackAtomicityTest {

    private static final long COMPANY = 920_001;
    private static final CompanyScope SCOPE = TrustedScopes.scheduler(new CompanyId(COMPANY));
    private static final List<String> TABLES = List.of("contact", "feedback_request", "outbox");

    @Inject
    CompanyDirectory companies;

    @Inject
    RegisterCompany registerCompany;

    @Inject
    FeedbackRequestRepository requests;

    @Inject
    FeedbackLinks links;

    @Inject
    RecipientHash recipients;

    @Inject
    RecipientIdentity identity;

    @Inject
    Suppressions suppressions;

    @Inject
    Outbox outbox;

    @Inject
    RequestConfig config;

    @Inject
    IdempotencyKeys keys;

    @Inject
    ObjectMapper json;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    @Inject
    DataSource dataSource;

    private final String destination = Sandbox.newAddress();
    private Database database;

    @BeforeEach
    void takeACompanyOn() {
        database = new Database(dataSource);
        Reactive.await(registerCompany.registerIfAbsent(
                SCOPE.company(),
                "atomicity",
                new CompanySettings(
                        "Test",
                        CompanySettings.Industry.OTHER,
                        "GB",
                        ZoneOffset.UTC,
                        28,
                        CompanySettings.DEFAULT_QUESTIONS,
                        Map.of())));
    }

    @AfterEach
    void leaveNothing() {
        for (String table : TABLES) {
            database.run("alter table " + table + " drop constraint if exists refused_by_a_test");
            database.run("delete from " + table + " where company_id = ?", COMPANY);
        }
        database.run("delete from company_settings where company_id = ?", COMPANY);
        database.run("delete from company where id = ?", COMPANY);
    }

    @Test
    void aRequestIsStoredWithItsReservationAndItsMessage() {
        request(outbox);
        assertEquals(Map.of("contact", 1L, "feedback_request", 1L, "outbox", 1L), stored());
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact", "feedback_request", "outbox"})
    void aStatementThatFailsLeavesNothing(String table) {
        database.run("alter table " + table + " add constraint refused_by_a_test check (company_id <> " + COMPANY
                + ") not valid");
        assertThrows(PgException.class, () -> request(outbox));
        assertNothingIsLeft();
    }

    @Test
    void aQueueThatRefusesTheMessageLeavesNothing() {
        assertThrows(
                IllegalStateException.class,
                () -> request((transaction, scope, kind, subjectId, channel, dueAt) ->
                        Uni.createFrom().failure(new IllegalStateException("the queue is full"))));
        assertNothingIsLeft();
    }

    @Test
    void aFailureAfterTheMessageWasQueuedLeavesNothing() {
        assertThrows(
                IllegalStateException.class,
                () -> request((transaction, scope, kind, subjectId, channel, dueAt) -> outbox.queue(
                                transaction, scope, kind, subjectId, channel, dueAt)
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("the process dies here")))));
        assertNothingIsLeft();
    }

    /** Not even the reservation, so that the same recipient can be asked at the next attempt. */
    private void assertNothingIsLeft() {
        assertEquals(Map.of("contact", 0L, "feedback_request", 0L, "outbox", 0L), stored());
        TABLES.forEach(table -> database.run("alter table " + table + " drop constraint if exists refused_by_a_test"));
        request(outbox);
        assertEquals(Map.of("contact", 1L, "feedback_request", 1L, "outbox", 1L), stored());
    }

    private Map<String, Long> stored() {
        Map<String, Long> stored = new TreeMap<>();
        TABLES.forEach(table ->
                stored.put(table, database.number("select count(*) from " + table + " where company_id = ?", COMPANY)));
        return stored;
    }

    private FeedbackRequestView request(Outbox queue) {
        RequestFields fields = RequestFields.read(
                json,
                "application/x-www-form-urlencoded",
                ("company=" + COMPANY + "&type=email&name=Jane&platform=auto&destination=" + destination)
                        .getBytes(StandardCharsets.UTF_8));
        return Reactive.await(new RequestFeedback(
                        companies,
                        requests,
                        links,
                        recipients,
                        identity,
                        suppressions,
                        queue,
                        config,
                        keys,
                        json,
                        pool,
                        clock)
                .request(SCOPE, fields, Optional.empty()));
    }
}
