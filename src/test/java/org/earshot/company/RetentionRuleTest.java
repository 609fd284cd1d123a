package org.earshot.company;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Production says for how long it keeps people's data. */
class RetentionRuleTest {

    private static RetentionRule keeping(OptionalInt days) {
        return new RetentionRule(() -> days);
    }

    @Test
    void toKeepEverythingForEverIsUnsafe() {
        RetentionRule forEver = keeping(OptionalInt.empty());
        assertEquals(List.of(), forEver.missing());
        assertEquals(
                List.of("earshot.retention.days is missing, so that what companies set no retentionDays for is kept"
                        + " for ever"),
                forEver.unsafe());
    }

    @ParameterizedTest
    @ValueSource(ints = {28, 730, 3650})
    void fourWeeksToTenYearsAreFine(int days) {
        RetentionRule limited = keeping(OptionalInt.of(days));
        assertEquals(List.of(), limited.missing());
        assertEquals(List.of(), limited.unsafe());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 27, 3651})
    void lessOrMoreIsRefusedWhateverIsAccepted(int days) {
        RetentionRule odd = keeping(OptionalInt.of(days));
        assertEquals(List.of("earshot.retention.days must be 28 to 3650"), odd.missing());
        assertEquals(List.of(), odd.unsafe());
    }
}
