package org.earshot.crash;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.earshot.crash.Plan.Fault;
import org.earshot.testing.Patience;
import org.earshot.testing.Replica;

/** Lets the plan's faults befall the service, one after the other, each in the middle of a wave of requests. */
final class Chaos {

    private static final Duration WAVE = Duration.ofMinutes(2);
    private static final Duration UNTIL_BUSY = Duration.ofSeconds(5);
    private static final Duration BEYOND_THE_LEASE = Service.LEASE.plusSeconds(2);

    private final Plan plan;
    private final Service service;
    private final Provider provider;
    private final Load load;
    private final Random dice;
    private final long began = System.nanoTime();

    Chaos(Plan plan, Service service, Provider provider, Load load) {
        this.plan = plan;
        this.service = service;
        this.provider = provider;
        this.load = load;
        this.dice = new Random(plan.seed());
    }

    /** Puts in all of the plan's messages, and lets all of its faults happen; afterwards everything runs again. */
    void run() {
        List<Fault> faults = plan.faults();
        for (int done = 0; done < faults.size(); done++) {
            Fault fault = faults.get(done);
            Replica replica = service.replicas().get(dice.nextInt(Plan.REPLICAS));
            load.ask(share(done, faults.size()));
            Patience.until(UNTIL_BUSY, () -> provider.account().underWay() >= Service.CONCURRENCY);
            Patience.pause(upTo(800));
            tell("%d of %d: %s", done + 1, faults.size(), told(fault, replica));
            befall(fault, replica);
            service.replicas().forEach(Replica::awaitReady);
            if (!load.awaitAnswers(WAVE)) {
                throw new AssertionError("Requests are still not answered " + WAVE + " after " + told(fault, replica));
            }
        }
    }

    /** The messages of a wave; all waves together are the plan's messages. */
    private int share(int wave, int waves) {
        return plan.messages() * (wave + 1) / waves - plan.messages() * wave / waves;
    }

    private void befall(Fault fault, Replica replica) {
        switch (fault) {
            case KILL -> {
                replica.kill();
                Patience.pause(upTo(1_000));
                replica.start();
            }
            case FREEZE -> {
                replica.freeze();
                Patience.pause(BEYOND_THE_LEASE);
                replica.thaw();
            }
            case DATABASE_CRASH -> {
                service.postgres().stopImmediately();
                Patience.pause(upTo(1_000));
                service.postgres().startAgain();
            }
        }
    }

    private static String told(Fault fault, Replica replica) {
        return switch (fault) {
            case KILL -> "kill -9 of " + replica.name();
            case FREEZE -> replica.name() + " freezes for " + BEYOND_THE_LEASE.toSeconds() + " s";
            case DATABASE_CRASH -> "PostgreSQL crashes";
        };
    }

    private Duration upTo(int millis) {
        return Duration.ofMillis(dice.nextInt(millis));
    }

    private void tell(String format, Object... parts) {
        Provider.Account account = provider.account();
        System.out.printf(
                "%6.1f s  %s; %d messages under way, %d extra so far%n",
                (System.nanoTime() - began) / 1e9, String.format(format, parts), account.underWay(), account.extra());
    }
}
