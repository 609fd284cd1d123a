package org.earshot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanySettings;
import org.earshot.company.QuietHours;
import org.earshot.company.RegisterCompany;
import org.earshot.kernel.DueWork;
import org.earshot.testing.Database;
import org.earshot.testing.Reactive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The outbox on the real PostgreSQL. It plays in a year long past, in which no other test's messages are due, and with
 * companies of its own.
 */
@QuarkusTest
class DispatcherTest {

    private static final Instant START = Instant.parse("2001-02-03T04:05:06Z");
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration HORIZON = Duration.ofHours(2);
    private static final int BATCH = 7;
    private static final DeliveryOutcome DELIVERED = new DeliveryOutcome.Delivered();
    private static final DeliveryOutcome DEFERRED = new DeliveryOutcome.Deferred("the line is busy");
    private static final DeliveryOutcome REFUSED = new DeliveryOutcome.Refused("there is no such address");

    private static final CompanyScope ONE = TrustedScopes.scheduler(new CompanyId(910_001));
    private static final CompanyScope OTHER = TrustedScopes.scheduler(new CompanyId(910_002));

    @Inject
    OutboxRepository outbox;

    @Inject
    CompanyDirectory companies;

    @Inject
    RegisterCompany registerCompany;

    @Inject
    Suppressions suppressions;

    @Inject
    Pool pool;

    @Inject
    DataSource dataSource;

    private final Letterbox provider = new Letterbox();
    private final Writer writer = new Writer("test");
    private final Ear ear = new Ear("test");
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Database database;
    private Instant now = START;

    @BeforeEach
    void takeCompaniesOn() {
        database = new Database(dataSource);
        for (CompanyScope scope : List.of(ONE, OTHER)) {
            Reactive.await(registerCompany.registerIfAbsent(
                    scope.company(),
                    "dispatcher-" + scope.company(),
                    new CompanySettings(
                                    "Test",
                                    CompanySettings.Industry.OTHER,
                                    "GB",
                                    ZoneOffset.UTC,
                                    28,
                                    CompanySettings.DEFAULT_QUESTIONS,
                                    Map.of())
                            .withQuietHours(QuietHours.NONE)));
        }
        database.run("create table if not exists dispatcher_test_heard (subject_id bigint)");
    }

    @AfterEach
    void leaveNothing() {
        database.run("drop table dispatcher_test_heard");
        for (CompanyScope scope : List.of(ONE, OTHER)) {
            for (String table : List.of("outbox", "delivery_log", "suppression", "company_settings")) {
                database.run("delete from " + table + " where company_id = ?", scope.companyId());
            }
            database.run("delete from company where id = ?", scope.companyId());
        }
    }

    @Test
    void severalDispatchersNeverSendAMessageTwice() {
        queue(ONE, 150);
        queue(OTHER, 150);
        List<Uni<Integer>> replicas =
                Stream.generate(() -> dispatcher().runDue()).limit(4).toList();
        List<Integer> done = Reactive.await(Uni.join().all(replicas).andFailFast());
        assertEquals(300, done.stream().mapToInt(Integer::intValue).sum());
        assertEquals(300, provider.keys.size());
        assertEquals(300, new HashSet<>(provider.keys).size());
        assertEquals(300, log().size());
        assertEquals(300, ear.heard.size());
        assertEquals(0, waiting());
    }

    @Test
    void aDeliveredMessageLeavesTheQueueAndOneLineInTheLog() {
        queue(ONE, 1);
        assertEquals(1, run(dispatcher()));
        assertEquals(List.of("910001 1 DELIVERED null 1"), log());
        assertEquals(List.of("1 delivered"), ear.heard);
        assertEquals(0, waiting());
        assertEquals(
                1, metrics.counter("earshot.messages.sent", "channel", "email").count());
        assertEquals(0, run(dispatcher()));
        assertEquals(1, provider.keys.size());
    }

    @Test
    void aMessageIsNotSentBeforeItIsDue() {
        queue(ONE, 1);
        now = START.minusMillis(1);
        assertEquals(0, run(dispatcher()));
        assertEquals(List.of(), provider.keys);
    }

    @Test
    void aLostClaimIsTakenAgainUnderTheSameKey() {
        queue(ONE, 1);
        crashBeforeRecording();
        assertEquals(0, run(dispatcher()), "the lease still holds");
        assertEquals(1, provider.keys.size());

        ageLeases();
        assertEquals(1, run(dispatcher()));
        assertEquals(2, provider.keys.size());
        assertEquals(1, new HashSet<>(provider.keys).size());
        assertEquals(List.of("910001 1 DELIVERED null 2"), log());
        assertEquals(List.of("1 delivered"), ear.heard);
    }

    @Test
    void whatAListenerCannotTakeNoteOfIsToldAgainAndNotSentAgain() {
        queue(ONE, 2);
        ear.hearing = (transaction, messages) -> transaction
                .query("insert into dispatcher_test_heard values (1)")
                .execute()
                .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("the listener fails")));
        assertEquals(2, run(dispatcher()));
        assertEquals(2, provider.keys.size());
        assertEquals(List.of(), log());
        assertEquals(List.of("DELIVERED t", "DELIVERED t"), database.rows("""
                select outcome, lease_token is null from outbox where company_id = ?
                """, ONE.companyId()));
        assertEquals(0, database.number("select count(*) from dispatcher_test_heard"));
        assertEquals(
                0, metrics.counter("earshot.messages.sent", "channel", "email").count());

        ear.hearing = (transaction, messages) -> Uni.createFrom().voidItem();
        assertEquals(0, run(dispatcher()), "not at once");
        now = START.plus(FIRST_WAIT);
        assertEquals(2, run(dispatcher()));
        assertEquals(2, provider.keys.size());
        assertEquals(List.of("910001 1 DELIVERED null 2", "910001 2 DELIVERED null 2"), log());
        assertEquals(List.of("1 delivered", "2 delivered"), ear.heard);
        assertEquals(
                2, metrics.counter("earshot.messages.sent", "channel", "email").count());
    }

    @Test
    void aMessageWhoseListenerFailsHoldsUpNoOther() {
        queue(ONE, 3);
        provider.answering = message -> Uni.createFrom().item(message.key().subjectId() == 3 ? REFUSED : DELIVERED);
        ear.hearing = (transaction, messages) ->
                messages.stream().anyMatch(message -> message.key().subjectId() == 3)
                        ? Uni.createFrom().failure(new IllegalStateException("the listener fails"))
                        : Uni.createFrom().voidItem();
        assertEquals(3, run(dispatcher()));
        assertEquals(List.of("910001 1 DELIVERED null 1", "910001 2 DELIVERED null 1"), log());
        assertEquals(
                List.of("REFUSED there is no such address"),
                database.rows("select outcome, outcome_reason from outbox where company_id = ?", ONE.companyId()));
    }

    @Test
    void aLogThatCannotBeWrittenLeavesNothingHalfRecorded() {
        queue(ONE, 1);
        database.run("""
                insert into delivery_log (company_id, id, kind, subject_id, channel, outcome, attempts, at)
                select company_id, id, kind, subject_id, channel, 'DELIVERED', 1, due_at from outbox
                where company_id = ?
                """, ONE.companyId());
        assertEquals(1, run(dispatcher()));
        assertEquals(1, waiting());
        assertEquals(List.of(), ear.heard);
    }

    @Test
    void aDispatcherThatLostItsLeaseRecordsNothing() {
        queue(ONE, 1);
        Letterbox quick = new Letterbox();
        Dispatcher successor = dispatcher(quick, List.of(writer), List.of(ear));
        provider.answering = message -> {
            provider.answering = again -> Uni.createFrom().item(DELIVERED); // the first may be its own successor
            ageLeases();
            return successor.runDue().replaceWith(REFUSED);
        };
        run(dispatcher());
        assertEquals(2, provider.keys.size() + quick.keys.size());
        assertEquals(List.of("910001 1 DELIVERED null 2"), log());
        assertEquals(List.of("1 delivered"), ear.heard);
        assertEquals(
                0,
                metrics.counter("earshot.messages.failed", "channel", "email").count());
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void aDispatcherWhoseMessageIsInOtherHandsByNowLeavesItThere(DeliveryOutcome outcome) {
        queue(ONE, 1);
        provider.answering = message -> {
            database.run(
                    "update outbox set lease_token = gen_random_uuid(), attempts = 2 where company_id = ?",
                    ONE.companyId());
            return Uni.createFrom().item(outcome);
        };
        run(dispatcher());
        assertEquals(List.of("2 t t"), database.rows("""
                        select attempts, lease_token is not null, due_at = ?::timestamptz from outbox
                        where company_id = ?
                        """, START.toString(), ONE.companyId()));
        assertEquals(List.of(), log());
        assertEquals(List.of(), ear.heard);
    }

    static Stream<DeliveryOutcome> outcomes() {
        return Stream.of(DELIVERED, DEFERRED, REFUSED);
    }

    @Test
    void aDeferredMessageIsTriedAgainWhenThePolicySaysSo() {
        queue(ONE, 1);
        provider.answer(DEFERRED);
        assertEquals(1, run(dispatcher()));
        assertEquals(List.of(), log());

        now = START.plus(FIRST_WAIT).minusMillis(1);
        assertEquals(0, run(dispatcher()));
        now = START.plus(FIRST_WAIT);
        provider.answer(DELIVERED);
        assertEquals(1, run(dispatcher()));
        assertEquals(2, provider.keys.size());
        assertEquals(1, new HashSet<>(provider.keys).size());
        assertEquals(List.of("910001 1 DELIVERED null 2"), log());
    }

    @Test
    void everyAttemptIsComposedOfTheSame() {
        queue(ONE, 1);
        provider.answer(DEFERRED);
        run(dispatcher());
        database.run(
                "insert into company_settings select company_id, 2, document, created_at from company_settings where company_id = ?",
                ONE.companyId());
        now = START.plus(FIRST_WAIT);
        run(dispatcher());
        assertEquals(
                List.of(1, 2), writer.asked.stream().map(DueMessage::attempt).toList());
        assertEquals(
                List.of(START, START),
                writer.asked.stream().map(DueMessage::dueAt).toList());
        assertEquals(
                List.of(1, 1),
                writer.asked.stream().map(DueMessage::settingsRevision).toList());
    }

    @Test
    void aMessageIsGivenUpAtTheHorizon() {
        queue(ONE, 1);
        provider.answer(DEFERRED);
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertEquals(1, run(dispatcher()));
            now = now.plus(HORIZON.dividedBy(2));
        }
        assertEquals(0, run(dispatcher()));
        assertEquals(3, provider.keys.size());
        assertEquals(List.of("910001 1 REFUSED given up after 3 attempts: the line is busy 3"), log());
        assertEquals(List.of("1 given up after 3 attempts: the line is busy"), ear.heard);
        assertEquals(
                1,
                metrics.counter("earshot.messages.failed", "channel", "email").count());
    }

    @Test
    void aRefusedMessageIsNotTriedAgain() {
        queue(ONE, 1);
        provider.answer(REFUSED);
        run(dispatcher());
        now = now.plus(Duration.ofDays(1));
        run(dispatcher());
        assertEquals(1, provider.keys.size());
        assertEquals(List.of("910001 1 REFUSED there is no such address 1"), log());
        assertEquals(List.of("1 there is no such address"), ear.heard);
    }

    @Test
    void whoCannotBeReachedIsSentNothingAnyMore() {
        queue(ONE, 3);
        provider.answering = message -> Uni.createFrom()
                .item(
                        switch ((int) message.key().subjectId()) {
                            case 1 -> new DeliveryOutcome.Refused("unknown", Optional.of(SuppressionReason.BOUNCED));
                            case 2 -> REFUSED;
                            default -> DELIVERED;
                        });
        run(dispatcher());
        assertEquals(
                List.of("%032d BOUNCED".formatted(1)),
                database.rows(
                        "select encode(destination_hash, 'hex'), reason from suppression where company_id = ?",
                        ONE.companyId()));
        assertEquals("910001 1 REFUSED unknown 1", log().get(0));
    }

    @Test
    void aProviderThatSaysNothingIsAskedAgainLater() {
        queue(ONE, 2);
        provider.answering = message -> message.key().subjectId() == 1
                ? Uni.createFrom().nothing()
                : Uni.createFrom().item(DELIVERED);
        assertEquals(2, run(dispatcher()));
        assertEquals(List.of("910001 2 DELIVERED null 1"), log());
        provider.answer(DELIVERED);
        now = START.plus(FIRST_WAIT);
        assertEquals(1, run(dispatcher()));
        assertEquals(2, log().size());
    }

    @Test
    void aProviderThatThrowsIsAskedAgainLater() {
        queue(ONE, 2);
        provider.answering = message -> {
            if (message.key().subjectId() == 1) {
                throw new IllegalStateException("the provider's client fails");
            }
            return Uni.createFrom().item(DELIVERED);
        };
        assertEquals(2, run(dispatcher()));
        assertEquals(List.of("910001 2 DELIVERED null 1"), log());
        assertEquals(1, waiting());
    }

    @Test
    void messagesThatCannotBeComposedWaitWithoutHoldingUpOthers() {
        Writer broken = new Writer("broken");
        Writer thrower = new Writer("thrower");
        broken.writing = due -> Uni.createFrom().failure(new IllegalStateException("the template is broken"));
        thrower.writing = due -> {
            throw new IllegalStateException("the template is very broken");
        };
        queue(ONE, "broken", 1);
        queue(ONE, "thrower", 2);
        queue(ONE, "test", 3);
        Dispatcher dispatcher = dispatcher(
                provider, List.of(broken, thrower, writer), List.of(new Ear("broken"), new Ear("thrower"), ear));
        assertEquals(3, run(dispatcher));
        assertEquals(List.of("910001 3 DELIVERED null 1"), log());
        assertEquals(
                List.of("broken t", "thrower t"),
                database.rows("""
                        select kind, due_at = ?::timestamptz and lease_token is null from outbox
                        where company_id = ? order by id
                        """, START.plus(FIRST_WAIT).toString(), ONE.companyId()));
    }

    @Test
    void oneMessageThatCannotBeComposedHoldsUpNoOtherOfItsKind() {
        queue(ONE, 3);
        writer.writing = due -> {
            if (due.stream().anyMatch(message -> message.key().subjectId() == 2)) {
                throw new IllegalStateException("its key is gone");
            }
            return Uni.createFrom().item(due.stream().map(Writer::email).toList());
        };
        assertEquals(3, run(dispatcher()));
        assertEquals(List.of("910001 1 DELIVERED null 1", "910001 3 DELIVERED null 1"), log());
        assertEquals(1, waiting());
    }

    @Test
    void aKindThatOnlyAnotherVersionKnowsIsLeftToIt() {
        queue(ONE, "orphan", 1);
        queue(ONE, "test", 2);
        assertEquals(1, run(dispatcher()));
        assertEquals(List.of("910001 2 DELIVERED null 1"), log());
        assertEquals(
                List.of("orphan 0"),
                database.rows("select kind, attempts from outbox where company_id = ?", ONE.companyId()));
    }

    @Test
    void aMessageThatIsNoLongerWantedIsDropped() {
        queue(ONE, 2);
        writer.writing = due -> Uni.createFrom()
                .item(due.stream()
                        .filter(message -> message.key().subjectId() == 2)
                        .map(Writer::email)
                        .toList());
        assertEquals(2, run(dispatcher()));
        assertEquals(List.of("910001 1 DROPPED no longer wanted 1", "910001 2 DELIVERED null 1"), log());
        assertEquals(List.of("1 no longer wanted", "2 delivered"), ear.heard);
        assertEquals(0, waiting());
    }

    @Test
    void aCompanyWhoseBatchFailsDoesNotHoldUpAnother() {
        queue(ONE, 1);
        queue(OTHER, 1);
        ear.hearing = (transaction, messages) -> messages.get(0).key().company().equals(ONE.company())
                ? Uni.createFrom().failure(new IllegalStateException("the listener fails"))
                : Uni.createFrom().voidItem();
        assertEquals(2, run(dispatcher()));
        assertEquals(List.of("910002 1 DELIVERED null 1"), log());
        assertEquals(1, waiting());
    }

    @Test
    void aQueueLongerThanABatchIsEmptiedInOneRun() {
        queue(ONE, 3 * BATCH + 1);
        assertEquals(3 * BATCH + 1, run(dispatcher()));
        assertEquals(0, waiting());
    }

    @Test
    void aMessageOfAnUncommittedTransactionIsNeverSent() {
        assertThrows(
                IllegalStateException.class,
                () -> Reactive.await(pool.withTransaction(
                        transaction -> outbox.queue(transaction, ONE, "test", 1, Channel.EMAIL, START)
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("rolled back"))))));
        assertEquals(0, run(dispatcher()));
    }

    @Test
    void aKindHasOneComposerAndOneListener() {
        List<MessageComposer> one = List.of(writer);
        assertThrows(IllegalStateException.class, () -> dispatcher(provider, List.of(writer, writer), List.of(ear)));
        assertThrows(IllegalStateException.class, () -> dispatcher(provider, one, List.of(ear, ear)));
        assertThrows(IllegalStateException.class, () -> dispatcher(provider, one, List.of()));
        assertThrows(IllegalStateException.class, () -> dispatcher(provider, List.of(), List.of(ear)));
        assertThrows(IllegalStateException.class, () -> dispatcher(provider, one, List.of(new Ear("other"))));
    }

    @Test
    void aLeaseMustOutlastASending() {
        Duration timeout = Duration.ofMillis(100);
        List<String> missing = new Senders(List.of(provider), new Settings(timeout, timeout)).missing();
        assertEquals(1, missing.size());
        assertTrue(missing.get(0).startsWith("earshot.delivery.lease must be longer than"), missing.get(0));
        assertEquals(List.of(), new Senders(List.of(provider), new Settings(timeout, timeout.plusMillis(1))).missing());
    }

    @Test
    void nothingIsSentOnALeaseThatMayRunOutMeanwhile() {
        queue(ONE, 3);
        Duration almostTheLease = Duration.ofSeconds(5).minusNanos(1);
        assertEquals(3, run(dispatcher(new Settings(almostTheLease, Duration.ofSeconds(5)))));
        assertEquals(List.of(), provider.keys);
        assertEquals(
                List.of("0 t", "0 t", "0 t"),
                database.rows(
                        "select attempts, lease_token is null from outbox where company_id = ?", ONE.companyId()));
    }

    @Test
    void theProvidersHintIsHeeded() {
        queue(ONE, 2);
        provider.answering = message -> Uni.createFrom()
                .item(new DeliveryOutcome.Deferred(
                        "too many", Optional.of(Duration.ofMinutes(message.key().subjectId() == 1 ? 9 : 0))));
        run(dispatcher());
        assertEquals(
                List.of("1 00:09:00", "2 00:01:00"),
                database.rows(
                        "select subject_id, due_at - first_due_at from outbox where company_id = ? order by id",
                        ONE.companyId()));
    }

    @Test
    void aProviderThatIsAwayCostsFewAttempts() {
        queue(ONE, 60);
        provider.answer(DEFERRED);
        Dispatcher dispatcher = dispatcher();
        run(dispatcher);
        int tried = provider.keys.size();
        assertTrue(tried >= Circuits.FAILURES_THAT_OPEN && tried < 60, "tried " + tried);
        assertEquals(
                60 - tried,
                database.number(
                        "select count(*) from outbox where company_id = ? and attempts = 0 and lease_token is null",
                        ONE.companyId()));
        assertEquals(0, run(dispatcher), "the circuit is open");
        assertEquals(tried, provider.keys.size());
    }

    @Test
    void anOpenCircuitHoldsUpNoOtherCompanyAndNoOtherChannel() {
        queue(ONE, 30);
        queue(OTHER, 30);
        Reactive.await(
                pool.withTransaction(transaction -> outbox.queue(transaction, ONE, "test", 31, Channel.SMS, START)));
        writer.writing =
                due -> Uni.createFrom().item(due.stream().map(Writer::message).toList());
        provider.answering = message -> Uni.createFrom()
                .item(
                        message.key().company().equals(ONE.company()) && message instanceof OutgoingMessage.Email
                                ? DEFERRED
                                : DELIVERED);
        run(dispatcher());
        assertEquals(31, log().size());
        assertEquals(30, waiting());
        assertEquals(
                1,
                database.number(
                        "select count(*) from delivery_log where company_id = ? and channel = 'SMS'", ONE.companyId()));
    }

    @Test
    void aLongQueueDoesNotHoldUpAShortOne() {
        queue(ONE, 40 * BATCH);
        queue(OTHER, 10);
        run(dispatcher());
        List<Integer> places = IntStream.range(0, provider.keys.size())
                .filter(place -> provider.keys.get(place).contains("-" + OTHER.companyId() + "-"))
                .boxed()
                .toList();
        assertEquals(10, places.size());
        int inLanes = 8 * BATCH;
        assertTrue(places.get(9) < 4 * BATCH + inLanes, "the last of ten left as number " + places.get(9));
    }

    @Test
    void whoBecomesDueDuringALongRunIsServedBeforeItsEnd() {
        queue(ONE, 40 * BATCH);
        provider.answering = message -> {
            if (provider.keys.size() == BATCH) {
                database.run("""
                        insert into outbox (company_id, id, kind, subject_id, channel, first_due_at, due_at)
                        values (?, nextval('outbox_id'), 'test', 1, 'EMAIL', ?::timestamptz, ?::timestamptz)
                        """, OTHER.companyId(), START.toString(), START.toString());
            }
            return Uni.createFrom().item(DELIVERED);
        };
        run(dispatcher());
        int place = IntStream.range(0, provider.keys.size())
                .filter(at -> provider.keys.get(at).contains("-" + OTHER.companyId() + "-"))
                .findFirst()
                .orElseThrow();
        assertTrue(place < 20 * BATCH, "it left as number " + place);
    }

    @Test
    void whoStopsFinishesWhatIsUnderWayAndGivesBackTheRest() {
        queue(ONE, BATCH);
        Dispatcher[] dispatcher = new Dispatcher[1];
        provider.answering = message -> {
            Uni<Void> stopped = dispatcher[0].stop();
            assertNotNull(stopped);
            return Uni.createFrom().item(DELIVERED);
        };
        dispatcher[0] = dispatcher();
        run(dispatcher[0]);
        assertEquals(List.of("910001 1 DELIVERED null 1"), log());
        assertEquals(
                BATCH - 1,
                database.number(
                        "select count(*) from outbox where company_id = ? and attempts = 0 and lease_token is null",
                        ONE.companyId()));
        assertEquals(0, run(dispatcher[0]), "nothing is claimed any more");
    }

    /** Claims and sends, and dies before it can record. */
    private void crashBeforeRecording() {
        OutboxRepository.Claim claim =
                Reactive.await(outbox.claim(ONE, Channel.EMAIL, Set.of("test"), now, BATCH, Duration.ofMinutes(5), 1));
        claim.messages().forEach(claimed -> Reactive.await(provider.send(Writer.message(claimed.message()))));
    }

    private void ageLeases() {
        database.run(
                "update outbox set lease_until = clock_timestamp() - interval '1 second' where company_id = ?",
                ONE.companyId());
    }

    private Dispatcher dispatcher() {
        return dispatcher(provider, List.of(writer), List.of(ear));
    }

    private Dispatcher dispatcher(Settings config) {
        return dispatcher(provider, List.of(writer), List.of(ear), config);
    }

    private Dispatcher dispatcher(
            MessageSender sender, List<MessageComposer> composers, List<DeliveryListener> listeners) {
        return dispatcher(sender, composers, listeners, new Settings(Duration.ofMillis(100), Duration.ofMinutes(5)));
    }

    private Dispatcher dispatcher(
            MessageSender sender, List<MessageComposer> composers, List<DeliveryListener> listeners, Settings config) {
        return new Dispatcher(
                outbox,
                companies,
                new Senders(List.of(sender), config),
                composers,
                listeners,
                new SuppressAddressee(List.of(new Book()), suppressions, pool),
                config,
                pool,
                Clock.fixed(now, ZoneOffset.UTC),
                metrics);
    }

    private static int run(DueWork dispatcher) {
        return Reactive.await(dispatcher.runDue());
    }

    private void queue(CompanyScope scope, int messages) {
        IntStream.rangeClosed(1, messages).forEach(subject -> queue(scope, "test", subject));
    }

    private void queue(CompanyScope scope, String kind, long subject) {
        Reactive.await(pool.withTransaction(
                transaction -> outbox.queue(transaction, scope, kind, subject, Channel.EMAIL, START)));
    }

    private long waiting() {
        return database.number(
                "select count(*) from outbox where company_id in (?, ?)", ONE.companyId(), OTHER.companyId());
    }

    /** The lines of the log: company, subject, outcome, reason and attempts. */
    private List<String> log() {
        return database.rows("""
                select company_id, subject_id, outcome, reason, attempts from delivery_log
                where company_id in (?, ?) order by company_id, subject_id
                """, ONE.companyId(), OTHER.companyId());
    }

    /** A provider that remembers under which keys it was asked to send. */
    private static final class Letterbox implements MessageSender {

        private final List<String> keys = new CopyOnWriteArrayList<>();
        private volatile Function<OutgoingMessage, Uni<DeliveryOutcome>> answering =
                message -> Uni.createFrom().item(DELIVERED);

        private void answer(DeliveryOutcome outcome) {
            answering = message -> Uni.createFrom().item(outcome);
        }

        @Override
        public String name() {
            return "letterbox";
        }

        @Override
        public boolean real() {
            return false;
        }

        @Override
        public Uni<DeliveryOutcome> send(OutgoingMessage message) {
            keys.add(message.key().idempotencyKey());
            return answering.apply(message);
        }
    }

    /** Knows one recipient, of whatever the messages of the test are about. */
    private static final class Book implements RecipientBook {

        @Override
        public Set<String> kinds() {
            return Set.of("test");
        }

        @Override
        public String subjectWord() {
            return "subject";
        }

        @Override
        public Uni<List<CompanyScope>> knowing(List<Candidate> candidates) {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Uni<Optional<Integer>> keyVersion(SqlConnection connection, Candidate recipient) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<Optional<HashedRecipient>> recipient(SqlConnection transaction, CompanyScope scope, long subjectId) {
            return Uni.createFrom().item(Optional.of(new HashedRecipient(1, "0%031d".formatted(subjectId))));
        }
    }

    /** A composer that remembers what it was asked to write. */
    private static final class Writer implements MessageComposer {

        private final String kind;
        private final List<DueMessage> asked = new CopyOnWriteArrayList<>();
        private volatile Function<List<DueMessage>, Uni<List<OutgoingMessage>>> writing =
                due -> Uni.createFrom().item(due.stream().map(Writer::email).toList());

        private Writer(String kind) {
            this.kind = kind;
        }

        private static OutgoingMessage message(DueMessage due) {
            return due.channel() == Channel.EMAIL ? email(due) : sms(due);
        }

        private static OutgoingMessage sms(DueMessage due) {
            return new OutgoingMessage.Sms(
                    due.key(), "+447700900001", "A text", "https://example.com/", "https://example.com/stop");
        }

        private static OutgoingMessage email(DueMessage due) {
            return new OutgoingMessage.Email(
                    due.key(),
                    "Test",
                    "jane@example.com",
                    "A subject",
                    "A text",
                    "<p>A text",
                    Map.of(),
                    "https://example.com/",
                    "https://example.com/stop");
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Uni<List<OutgoingMessage>> compose(CompanyScope scope, List<DueMessage> due) {
            asked.addAll(due);
            return writing.apply(due);
        }
    }

    /** A listener that remembers what it heard, unless it fails. */
    private static final class Ear implements DeliveryListener {

        private final String kind;
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private volatile BiFunction<SqlConnection, List<SettledMessage>, Uni<Void>> hearing =
                (transaction, messages) -> Uni.createFrom().voidItem();

        private Ear(String kind) {
            this.kind = kind;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Uni<Void> settled(SqlConnection transaction, CompanyScope scope, List<SettledMessage> messages) {
            return hearing.apply(transaction, messages)
                    .invoke(() ->
                            messages.forEach(message -> heard.add(message.key().subjectId() + " "
                                    + (message.reason().isEmpty() ? "delivered" : message.reason()))));
        }
    }

    /** Small figures, so that every limit is met. */
    private record Settings(Duration sendTimeout, Duration lease) implements DeliveryConfig {

        @Override
        public Map<String, Optional<String>> sender() {
            return Map.of("email", Optional.of("letterbox"), "sms", Optional.of("letterbox"));
        }

        @Override
        public int batch() {
            return BATCH;
        }

        @Override
        public int concurrency() {
            return 3;
        }

        @Override
        public Retry retry() {
            return new Retry() {
                @Override
                public Duration first() {
                    return FIRST_WAIT;
                }

                @Override
                public double factor() {
                    return 2;
                }

                @Override
                public Duration ceiling() {
                    return Duration.ofMinutes(30);
                }

                @Override
                public double jitter() {
                    return 0;
                }

                @Override
                public Duration horizon() {
                    return HORIZON;
                }
            };
        }
    }
}
