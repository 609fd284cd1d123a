package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartupGateTest {

    /** A demand that is violated in these ways. */
    private record Rule(List<String> missing, List<String> unsafe) implements StartupRule {}

    private static final StartupRule FINE = new Rule(List.of(), List.of());
    private static final StartupRule INCOMPLETE = new Rule(List.of("a.key is missing", "a.url is missing"), List.of());
    private static final StartupRule UNSAFE = new Rule(List.of(), List.of("a.door is open"));

    @Test
    void aSafeAndCompleteConfigurationPasses() {
        assertEquals(List.of(), StartupGate.admit(List.of(FINE, FINE), false));
        assertEquals(List.of(), StartupGate.admit(List.of(), true));
    }

    @Test
    void whatIsMissingIsNeverTolerated() {
        assertEquals(
                "Earshot does not start: a.key is missing; a.url is missing.", refusal(List.of(INCOMPLETE), false));
        assertEquals("Earshot does not start: a.key is missing; a.url is missing.", refusal(List.of(INCOMPLETE), true));
        assertEquals(
                "Earshot does not start: a.key is missing; a.url is missing.",
                refusal(List.of(UNSAFE, INCOMPLETE), true));
    }

    @Test
    void whatIsUnsafeIsToleratedOnlyWhenItIsAccepted() {
        assertEquals(List.of("a.door is open"), StartupGate.admit(List.of(FINE, UNSAFE), true));
        assertEquals(
                "Earshot does not start: a.door is open."
                        + " An instance that holds no real data may set earshot.accept-insecure-instance=true.",
                refusal(List.of(UNSAFE, FINE), false));
    }

    @Test
    void oneSentenceNamesEverything() {
        assertEquals(
                "Earshot does not start: a.key is missing; a.url is missing; a.door is open."
                        + " An instance that holds no real data may set earshot.accept-insecure-instance=true.",
                refusal(List.of(UNSAFE, FINE, INCOMPLETE), false));
    }

    private static String refusal(List<StartupRule> rules, boolean acceptInsecure) {
        return assertThrows(ConfigurationException.class, () -> StartupGate.admit(rules, acceptInsecure))
                .getMessage();
    }
}
