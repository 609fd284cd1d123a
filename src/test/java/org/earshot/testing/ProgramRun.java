package org.earshot.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a run of the packaged program left behind that ended by itself. */
public record ProgramRun(int exit, String out, String err) {

    private static final int PATIENCE_SECONDS = 60;

    /** Runs it with nothing set but this, and waits for its end. */
    public static ProgramRun of(Path directory, Map<String, String> settings, String... arguments) {
        return of(directory, Map.of(), settings, arguments);
    }

    /** Runs it with these environment variables beside its settings, and waits for its end. */
    public static ProgramRun of(
            Path directory, Map<String, String> environment, Map<String, String> settings, String... arguments) {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        try {
            ProcessBuilder program = new ProcessBuilder(Program.command(List.of(), settings, arguments))
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            program.environment().putAll(environment);
            Process process = program.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The program still runs after a minute: " + Files.readString(out));
            }
            return new ProgramRun(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String all() {
        return out + err;
    }
}
