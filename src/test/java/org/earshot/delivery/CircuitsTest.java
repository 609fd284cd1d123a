package org.earshot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.earshot.access.CompanyId;
import org.earshot.testing.HandClock;
import org.junit.jupiter.api.Test;

class CircuitsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final int BATCH = 500;
    private static final Turn MAILS = new Turn(new CompanyId(1), Channel.EMAIL);
    private static final Turn TEXTS = new Turn(new CompanyId(1), Channel.SMS);
    private static final Turn OTHERS_MAILS = new Turn(new CompanyId(2), Channel.EMAIL);
    private static final DeliveryOutcome DEFERRED = new DeliveryOutcome.Deferred("busy");

    private final HandClock clock = new HandClock(NOW);
    private final Circuits circuits = new Circuits(clock);

    @Test
    void failuresInARowOpenACircuitForThatChannelOfThatCompany() {
        fail(Circuits.FAILURES_THAT_OPEN - 1);
        assertFalse(circuits.isOpen(MAILS));
        assertEquals(BATCH, circuits.allowance(MAILS, BATCH));
        fail(1);
        assertTrue(circuits.isOpen(MAILS));
        assertEquals(0, circuits.allowance(MAILS, BATCH));
        assertEquals(1, circuits.open());
        assertEquals(BATCH, circuits.allowance(TEXTS, BATCH));
        assertEquals(BATCH, circuits.allowance(OTHERS_MAILS, BATCH));
    }

    @Test
    void whateverTheProviderDecidesBreaksTheRow() {
        fail(Circuits.FAILURES_THAT_OPEN - 1);
        circuits.heard(MAILS, new DeliveryOutcome.Refused("no such address"));
        fail(Circuits.FAILURES_THAT_OPEN - 1);
        circuits.heard(MAILS, new DeliveryOutcome.Delivered());
        fail(Circuits.FAILURES_THAT_OPEN - 1);
        assertFalse(circuits.isOpen(MAILS));
    }

    @Test
    void afterThePauseOneMessageTriesWhetherItWorksAgain() {
        fail(Circuits.FAILURES_THAT_OPEN);
        clock.advance(Circuits.FIRST_PAUSE);
        assertFalse(circuits.isOpen(MAILS));
        assertEquals(1, circuits.allowance(MAILS, BATCH));
        circuits.heard(MAILS, new DeliveryOutcome.Delivered());
        assertEquals(BATCH, circuits.allowance(MAILS, BATCH));
        assertEquals(0, circuits.open());
    }

    @Test
    void pausesGrowUpToALimit() {
        fail(Circuits.FAILURES_THAT_OPEN);
        for (int seconds : new int[] {30, 60, 120, 240, 300, 300}) {
            clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertTrue(circuits.isOpen(MAILS), seconds + " s");
            clock.advance(Duration.ofMillis(1));
            assertFalse(circuits.isOpen(MAILS), seconds + " s");
            fail(1);
        }
    }

    @Test
    void whatWasUnderWayWhenACircuitOpenedMakesThePauseNoLonger() {
        fail(Circuits.FAILURES_THAT_OPEN + 40);
        clock.advance(Circuits.FIRST_PAUSE);
        assertFalse(circuits.isOpen(MAILS));
    }

    @Test
    void aClockThatIsSetBackLeavesNothingOpenForLonger() {
        clock.advance(Duration.ofDays(28));
        fail(Circuits.FAILURES_THAT_OPEN);
        clock.advance(Duration.ofDays(-28));
        assertFalse(circuits.isOpen(MAILS));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            circuits.heard(MAILS, DEFERRED);
        }
    }
}
