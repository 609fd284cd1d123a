package org.earshot.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three replicas of the packaged service, and what befalls them. {@code -Dearshot.crash.form=full} takes long, and
 * {@code -Dearshot.crash.seed=…} repeats the faults of an earlier run in their order.
 */
@Tag("crash")
class CrashIT {

    @Test
    void nothingIsLostOrSentWithTwoTextsWhateverCrashes() throws IOException {
        String form = System.getProperty("earshot.crash.form", "ci");
        long seed =
                Long.getLong("earshot.crash.seed", ThreadLocalRandom.current().nextInt(1_000_000));
        Path directory = Path.of("target", "crash", form + "-" + seed).toAbsolutePath();
        Verdict verdict = CrashHarness.run(Plan.of(form, seed), directory);
        assertTrue(verdict.holds(), () -> "\n" + verdict);
    }
}
