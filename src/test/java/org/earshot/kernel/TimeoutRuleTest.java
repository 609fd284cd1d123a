package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

class TimeoutRuleTest {

    private static List<String> missing(Map<String, String> settings) {
        TimeoutConfig timeouts = new SmallRyeConfigBuilder()
                .withMapping(TimeoutConfig.class)
                .withConverter(java.time.Duration.class, 100, (Converter<java.time.Duration>)
                        io.quarkus.runtime.configuration.DurationConverter::parseDuration)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(TimeoutConfig.class);
        return new TimeoutRule(timeouts).missing();
    }

    @Test
    void theDefaultsAreInOrder() {
        assertEquals(List.of(), missing(Map.of()));
    }

    @Test
    void aTimeOutOfNothingWouldBeNone() {
        assertEquals(
                List.of(
                        "earshot.timeout.lock must be longer than nothing",
                        "earshot.timeout.idle-transaction must be longer than nothing",
                        "earshot.timeout.waiting must be 1 or more"),
                missing(Map.of(
                        "earshot.timeout.lock", "0s",
                        "earshot.timeout.idle-transaction", "0s",
                        "earshot.timeout.waiting", "0")));
    }

    @Test
    void aStatementIsNotGivenUpBeforeItsTime() {
        assertEquals(
                List.of("earshot.timeout.silence must be longer than earshot.timeout.statement"),
                missing(Map.of("earshot.timeout.statement", "5s")));
    }
}
