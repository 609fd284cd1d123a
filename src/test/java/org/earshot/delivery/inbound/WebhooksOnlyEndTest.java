package org.earshot.delivery.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Samples;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.earshot.testing.Webhooks;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing that a webhook says makes the service write to anybody: it only ends what was to be written. */
@QuarkusTest
@ExtendWith(InstancioExtension.class)
@Tag("W84")
@Tag("W85")
class WebhooksOnlyEndTest {

    private static final int CALLS = 250;

    /** Everything by which messages come to be. */
    private record State(Set<String> queue, Map<String, String> requests, Set<String> suppressed, List<String> rest) {}

    private Database database;
    private int company;
    private final List<String> numbers = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    @BeforeEach
    void peopleInEveryState() {
        database = Database.ofService();
        company = Tenants.plain();
        for (int i = 0; i < 8; i++) {
            String number = "+4474" + (10_000_000 + (company * 100L + i) % 80_000_000);
            numbers.add(number);
            Requests.posted(Requests.fields("company", company, "type", "sms", "destination", number));
            Requests.posted(Requests.fields("company", company));
            if (i == 3) {
                Sandbox.tick();
            }
        }
        names.addAll(database.rows("""
                select kind || '-' || company_id || '-' || id from (
                    select kind, company_id, id from outbox union all select kind, company_id, id from delivery_log) m
                where company_id = ?
                """, (long) company));
        names.addAll(database.rows(
                "select '<request-' || company_id || '-' || id || '@127.0.0.1>' from feedback_request where company_id = ?",
                (long) company));
    }

    private State state() {
        return new State(
                new HashSet<>(database.rows("select id, kind, subject_id, due_at from outbox")),
                database.rows("select id || ' ' || state from feedback_request").stream()
                        .map(row -> row.split(" ", 2))
                        .collect(Collectors.toMap(row -> row[0], row -> row[1])),
                new HashSet<>(database.rows("select company_id, encode(destination_hash, 'hex') from suppression")),
                database.rows("""
                        select (select count(*) from company), (select count(*) from company_settings),
                               (select count(*) from contact), (select count(*) from delivery_log),
                               (select count(*) from personal_token)
                        """));
    }

    private Response call(Samples samples) {
        String number = samples.between(0, 9) == 0 ? samples.muchLike(samples.oneOf(numbers)) : samples.oneOf(numbers);
        String name = samples.between(0, 3) == 0 ? samples.muchLike(samples.oneOf(names)) : samples.oneOf(names);
        String word = samples.oneOf("STOP", "START", "UNSTOP", "YES", "please send more", "stop please", "5");
        String event = samples.oneOf("bounced", "complained", "unsubscribed", "delivered", "resubscribed", "deferred");
        return switch (samples.between(0, 4)) {
            case 0 -> Webhooks.sms(number, samples.between(0, 1) == 0 ? word : samples.muchLike(word));
            case 1 ->
                Webhooks.twilioSms("From", number, "Body", word, "OptOutType", samples.oneOf("START", "STOP", ""));
            case 2 ->
                Webhooks.events(
                        Map.of("event", event, "message", name, "permanent", samples.between(0, 1) == 0),
                        Map.of("event", "delivered", "message", name));
            case 3 ->
                Webhooks.twilioStatus(
                        samples.oneOf(names.stream()
                                .filter(each -> !each.startsWith("<"))
                                .toList()),
                        "MessageStatus",
                        samples.oneOf("delivered", "undelivered", "failed"),
                        "ErrorCode",
                        samples.oneOf("21610", "30005", "30003", ""));
            default ->
                Webhooks.signed(
                        samples.oneOf("/webhooks/sms", "/webhooks/email"),
                        samples.muchLike("{\"events\":[{\"event\":\"" + event + "\",\"message\":\"x\"}]}"),
                        Clock.systemUTC().instant().getEpochSecond(),
                        Webhooks.SECRET);
        };
    }

    @Test
    void whateverIsReported(@Given(Samples.Source.class) Samples samples) {
        State first = state();
        State before = first;
        for (int i = 0; i < CALLS; i++) {
            int status = call(samples).statusCode();
            assertTrue(Set.of(200, 204, 422).contains(status), "status " + status);
            if (i % 10 == 0 || i == CALLS - 1) {
                State after = state();
                assertOnlyEnded(before, after);
                before = after;
            }
        }
        assertTrue(before.suppressed().size() > first.suppressed().size(), "some of it had an effect");
    }

    private static void assertOnlyEnded(State before, State after) {
        assertEquals(before.queue(), after.queue());
        assertEquals(before.rest(), after.rest());
        assertTrue(after.suppressed().containsAll(before.suppressed()));
        assertEquals(before.requests().keySet(), after.requests().keySet());
        after.requests().forEach((id, state) -> {
            String was = before.requests().get(id);
            assertTrue(state.equals(was) || (state.equals("CANCELLED") && "ASKED".equals(was)), was + " → " + state);
        });
    }
}
