package org.earshot.kernel;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A time-out that is nought would be none, and one that gives up what another still waits for would be pointless. */
@Singleton
class TimeoutRule implements StartupRule {

    private final TimeoutConfig timeouts;

    TimeoutRule(TimeoutConfig timeouts) {
        this.timeouts = timeouts;
    }

    @Override
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        Map<String, Duration> durations = new LinkedHashMap<>();
        durations.put("call", timeouts.call());
        durations.put("connect", timeouts.connect());
        durations.put("connection", timeouts.connection());
        durations.put("lock", timeouts.lock());
        durations.put("statement", timeouts.statement());
        durations.put("idle-transaction", timeouts.idleTransaction());
        durations.put("silence", timeouts.silence());
        durations.put("ready", timeouts.ready());
        durations.forEach((name, duration) -> {
            if (duration.toMillis() <= 0) {
                missing.add("earshot.timeout." + name + " must be longer than nothing");
            }
        });
        if (timeouts.waiting() < 1) {
            missing.add("earshot.timeout.waiting must be 1 or more");
        }
        if (timeouts.silence().compareTo(timeouts.statement()) <= 0) {
            missing.add("earshot.timeout.silence must be longer than earshot.timeout.statement");
        }
        return missing;
    }
}
