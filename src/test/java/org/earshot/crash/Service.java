package org.earshot.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earshot.testing.Database;
import org.earshot.testing.OwnPostgres;
import org.earshot.testing.Replica;
import org.earshot.testing.TokenKeyFiles;

/** The service as it is tried: replicas of the packaged program, and one PostgreSQL. */
final class Service implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(8);
    static final Duration SEND_TIMEOUT = Duration.ofSeconds(2);
    static final int CONCURRENCY = 25;
    static final int BATCH = 12;

    /** How many claims a replica works on at once. */
    static final int LANES = 8;

    /** Everything is quick, so that a minute sees what else takes a day; the proportions are those of production. */
    private static final Map<String, String> QUICK = Map.of(
            "earshot.tick.every",
            "1s",
            "earshot.delivery.batch",
            Integer.toString(BATCH),
            "earshot.delivery.concurrency",
            Integer.toString(CONCURRENCY),
            "earshot.delivery.send-timeout",
            SEND_TIMEOUT.toString(),
            "earshot.delivery.lease",
            LEASE.toString(),
            "earshot.delivery.retry.first",
            "1s",
            "earshot.delivery.retry.ceiling",
            "3s",
            "earshot.delivery.retry.horizon",
            "1h");

    private final OwnPostgres postgres;
    private final List<Replica> replicas = new ArrayList<>();

    /** Starts everything; where it is not ready in time, everything is ended again. */
    Service(Path directory, Provider provider) {
        postgres = OwnPostgres.in(directory);
        try {
            Map<String, String> settings = Replica.settings(postgres, TokenKeyFiles.in(directory));
            settings.putAll(QUICK);
            settings.put("earshot.delivery.sender.sms", "gateway");
            settings.put("earshot.delivery.sms.gateway.url", provider.url());
            for (int number = 1; number <= Plan.REPLICAS; number++) {
                replicas.add(new Replica("replica-" + number, directory, settings));
            }
            replicas.forEach(Replica::start);
            replicas.forEach(Replica::awaitReady);
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    OwnPostgres postgres() {
        return postgres;
    }

    Database database() {
        return new Database(postgres.dataSource());
    }

    List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        postgres.close();
    }
}
