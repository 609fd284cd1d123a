package org.earshot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.QuietHours;
import org.earshot.testing.Database;
import org.earshot.testing.Reactive;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the queue does in quiet hours, row by row. */
@QuarkusTest
@Tag("W86")
class QuietTimeTest {

    private static final String KIND = "quiet-time-test";
    private static final Instant EVENING = Instant.parse("2026-01-31T20:59:59Z");
    private static final Instant NIGHT = Instant.parse("2026-01-31T22:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-02-01T08:00:00Z");
    private static final Set<Channel> ALL = EnumSet.allOf(Channel.class);

    @Inject
    OutboxRepository outbox;

    @Inject
    CompanyDirectory companies;

    @Inject
    Pool pool;

    @Inject
    DataSource dataSource;

    private Database database;
    private CompanyScope company;
    private CompanyScope other;
    private long last;

    @BeforeEach
    void ownCompanies() {
        database = new Database(dataSource);
        company = company(QuietHours.DEFAULT);
        other = company(QuietHours.DEFAULT);
    }

    @AfterEach
    void leaveNothing() {
        database.run("delete from outbox where kind = ?", KIND);
    }

    private CompanyScope company(QuietHours hours) {
        return TrustedScopes.scheduler(new CompanyId(Tenants.quiet("UTC", hours)));
    }

    private Set<Channel> open(CompanyScope scope, Instant now) {
        QuietTime quietTime = new QuietTime(outbox);
        return EnumSet.allOf(Channel.class).stream()
                .filter(channel -> Reactive.await(
                        companies.demand(scope).flatMap(settings -> quietTime.isOpen(scope, channel, settings, now))))
                .collect(Collectors.toSet());
    }

    private long queue(CompanyScope scope, Channel channel, Instant dueAt) {
        long subject = ++last;
        Reactive.await(
                pool.withTransaction(transaction -> outbox.queue(transaction, scope, KIND, subject, channel, dueAt)));
        return subject;
    }

    private List<DueMessage> claim(CompanyScope scope, Set<Channel> channels, Instant now) {
        return channels.stream()
                .map(channel ->
                        Reactive.await(outbox.claim(scope, channel, Set.of(KIND), now, 100, Duration.ofMinutes(5), 1)))
                .flatMap(claim -> claim.messages().stream())
                .map(OutboxRepository.Claimed::message)
                .toList();
    }

    private static List<Long> subjects(List<DueMessage> messages) {
        return messages.stream()
                .map(message -> message.key().subjectId())
                .sorted()
                .toList();
    }

    private Instant due(long subject) {
        return Instant.parse(database.rows(
                        "select to_char(due_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from outbox"
                                + " where kind = ? and subject_id = ?",
                        KIND,
                        subject)
                .get(0));
    }

    private long untouched(long subject) {
        return database.number(
                "select count(*) from outbox where kind = ? and subject_id = ? and attempts = 0"
                        + " and settings_revision is null and lease_token is null and first_due_at <= due_at",
                KIND,
                subject);
    }

    @Test
    void byDayEveryChannelIsOpenAndNothingMoves() {
        long text = queue(company, Channel.SMS, EVENING);
        assertEquals(ALL, open(company, EVENING));
        assertEquals(ALL, open(company, MORNING));
        assertEquals(EVENING, due(text));
    }

    @Test
    void byNightTextsAreDueInTheMorningAndItIsNoAttempt() {
        long mail = queue(company, Channel.EMAIL, NIGHT);
        long late = queue(company, Channel.SMS, EVENING.minus(Duration.ofDays(3)));
        long fresh = queue(company, Channel.SMS, NIGHT);
        long later = queue(company, Channel.SMS, NIGHT.plusSeconds(1));
        long foreign = queue(other, Channel.SMS, NIGHT);
        assertEquals(EnumSet.of(Channel.EMAIL), open(company, NIGHT));
        assertEquals(NIGHT, due(mail));
        assertEquals(MORNING, due(late));
        assertEquals(MORNING, due(fresh));
        assertEquals(NIGHT.plusSeconds(1), due(later));
        assertEquals(NIGHT, due(foreign));
        assertEquals(1, untouched(late));
        assertEquals(1, untouched(fresh));
        assertEquals(
                List.of(late, fresh, later),
                subjects(claim(company, ALL, MORNING)).stream()
                        .filter(subject -> subject != mail)
                        .toList());
    }

    /** One can be queued, or become due on a replica whose clock is ahead, at any moment. */
    @Test
    void aTextThatComesAfterwardsIsNotClaimed() {
        Set<Channel> open = open(company, NIGHT);
        long text = queue(company, Channel.SMS, NIGHT);
        long mail = queue(company, Channel.EMAIL, NIGHT);
        assertEquals(List.of(mail), subjects(claim(company, open, NIGHT)));
        assertEquals(1, untouched(text));
    }

    @Test
    void oneThatIsUnderWayIsLeftToWhoeverClaimedItUntilTheLeaseEnds() {
        long text = queue(company, Channel.SMS, EVENING);
        assertEquals(List.of(text), subjects(claim(company, ALL, EVENING)));
        open(company, NIGHT);
        assertEquals(EVENING, due(text));

        database.run("update outbox set lease_until = lease_until - interval '1 hour' where kind = ?", KIND);
        open(company, NIGHT);
        assertEquals(MORNING, due(text));
        assertEquals(List.of(), subjects(claim(company, ALL, NIGHT)));
        List<DueMessage> again = claim(company, ALL, MORNING);
        assertEquals(2, again.get(0).attempt());
        assertEquals(EVENING, again.get(0).dueAt(), "every attempt is composed with the same");
    }

    @Test
    void aCompanyWithoutQuietHoursWritesAtNight() {
        company = company(QuietHours.NONE);
        long text = queue(company, Channel.SMS, NIGHT);
        assertEquals(ALL, open(company, NIGHT));
        assertEquals(List.of(text), subjects(claim(company, ALL, NIGHT)));
    }

    @Test
    void quietHoursThatAreNewInTheMorningPutOffAgain() {
        long text = queue(company, Channel.SMS, NIGHT);
        open(company, NIGHT);
        Tenants.change(
                database,
                (int) company.companyId(),
                "quietHours",
                "{\"from\":\"20:00:00\",\"to\":\"" + LocalTime.of(9, 30) + ":00\"}");
        assertEquals(EnumSet.of(Channel.EMAIL), open(company, MORNING));
        assertEquals(MORNING.plus(Duration.ofMinutes(90)), due(text));
    }

    @Test
    void settingsFromBeforeThereWereQuietHoursHaveTheDefault() {
        Tenants.change(database, (int) company.companyId(), "quietHours", "null");
        assertEquals(EnumSet.of(Channel.EMAIL), open(company, NIGHT));
        database.run(
                "update company_settings set document = document - 'quietHours' where company_id = ?",
                company.companyId());
        assertEquals(EnumSet.of(Channel.EMAIL), open(company, NIGHT));
        assertEquals(ALL, open(company, MORNING));
    }
}
