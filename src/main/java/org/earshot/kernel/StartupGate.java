package org.earshot.kernel;

import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Holds production to every {@link StartupRule}: the start fails with one sentence that lists all violations, unless
 * {@code earshot.accept-insecure-instance} stands beside them.
 */
@Singleton
public class StartupGate {

    /** The priority of what must be checked before anything else starts. */
    static final int FIRST = 1;

    private static final Logger LOG = Logger.getLogger(StartupGate.class);

    private final List<StartupRule> rules;
    private final boolean acceptInsecure;
    private volatile List<String> tolerated = List.of();

    StartupGate(@All List<StartupRule> rules, ServiceConfig config) {
        this.rules = rules;
        this.acceptInsecure = config.acceptInsecureInstance();
    }

    void check(@Observes @Priority(FIRST) StartupEvent start) {
        tolerated = LaunchMode.current() == LaunchMode.NORMAL ? admit(rules, acceptInsecure) : List.of();
        warn();
    }

    /** Answers with the unsafe settings that were asked to be tolerated; nothing makes up for a missing one. */
    static List<String> admit(List<StartupRule> rules, boolean acceptInsecure) {
        List<String> missing =
                rules.stream().flatMap(rule -> rule.missing().stream()).toList();
        List<String> unsafe =
                rules.stream().flatMap(rule -> rule.unsafe().stream()).toList();
        List<String> violations = new ArrayList<>(missing);
        if (!acceptInsecure) {
            violations.addAll(unsafe);
        }
        if (!violations.isEmpty()) {
            throw new ConfigurationException("Earshot does not start: " + String.join("; ", violations) + "."
                    + (unsafe.isEmpty() || acceptInsecure
                            ? ""
                            : " An instance that holds no real data may set earshot.accept-insecure-instance=true."));
        }
        return unsafe;
    }

    /** Whether this production instance runs with unsafe settings that its operator accepted. */
    public boolean insecure() {
        return !tolerated.isEmpty();
    }

    @Scheduled(
            identity = "insecure-warning",
            every = "60s",
            delayed = "60s",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void warn() {
        if (insecure()) {
            LOG.warn("This instance is insecure and must hold no real data: " + String.join("; ", tolerated));
        }
    }
}
