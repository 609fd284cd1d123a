package org.earshot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** What a process can be told by the operating system; Java itself knows only two of these. */
enum Signal {
    /** Nothing runs any more until {@link #CONT}, and the process learns nothing of it. */
    STOP,
    CONT,
    TERM,
    KILL;

    private static final int PATIENCE_SECONDS = 10;

    /** Sends it to one process; whether the process was there to receive it. */
    boolean send(long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
                throw new AssertionError("kill does not end");
            }
            return kill.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
