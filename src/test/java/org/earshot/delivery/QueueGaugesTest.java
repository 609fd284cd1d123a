package org.earshot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.earshot.testing.Database;
import org.earshot.testing.Reactive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QueueGaugesTest {

    @Inject
    QueueGauges gauges;

    @Inject
    MeterRegistry metrics;

    @Inject
    DataSource dataSource;

    @AfterEach
    void emptyTheQueue() {
        new Database(dataSource).run("delete from outbox where kind = 'gauges-test'");
    }

    @Test
    void whatWaitsIsCountedByChannelDueOrNot() {
        double emails = figure("earshot.queue.depth", "email");
        double texts = figure("earshot.queue.depth", "sms");
        queue("EMAIL", "20 days");
        assertEquals(emails + 1, figure("earshot.queue.depth", "email"));
        assertEquals(texts, figure("earshot.queue.depth", "sms"));
    }

    @Test
    void theOldestTellsForHowLongItHasBeenDue() {
        assertTrue(figure("earshot.queue.oldest.due.age", "sms") < 60);
        queue("SMS", "20 days");
        assertTrue(figure("earshot.queue.oldest.due.age", "sms") < 60);
        queue("SMS", "-1 hour");
        double age = figure("earshot.queue.oldest.due.age", "sms");
        assertTrue(age >= 3600 && age < 3900, "age " + age);
    }

    private void queue(String channel, String dueIn) {
        new Database(dataSource).run("""
                        insert into outbox (company_id, id, kind, subject_id, channel, first_due_at, due_at)
                        select 1, nextval('outbox_id'), 'gauges-test', 1, '%1$s', now() + interval '%2$s',
                            now() + interval '%2$s'
                        """.formatted(channel, dueIn));
    }

    private double figure(String name, String channel) {
        Reactive.await(gauges.read());
        return metrics.get(name).tag("channel", channel).gauge().value();
    }
}
