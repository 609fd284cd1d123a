package org.earshot;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How the program ends: if it is for its configuration that it did not start, with a sentence that says so. */
final class FailedStart {

    /** How the library numbers its messages, and names the class of an exception. */
    private static final Pattern NOISE = Pattern.compile("SRCFG\\d+: |^(?:[a-z]\\w*\\.)+\\w+(?:Exception|Error): ");

    private static final Pattern MALFORMED = Pattern.compile(
            "The config property (\\S+) with the config value \".*\" threw an Exception whilst being converted (.*)",
            Pattern.DOTALL);
    private static final Pattern UNKNOWN = Pattern.compile("(\\S+) in (.*) does not map to any root");

    private FailedStart() {}

    /** Tells why it failed, if it did, and ends the program. */
    static void end(Integer exitCode, @Nullable Throwable failure) {
        if (LaunchMode.current().isDev()) { // the service ends with every live reload, and the program must not
            ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
            return;
        }
        if (failure != null) {
            tell(failure);
        }
        System.exit(exitCode);
    }

    private static void tell(Throwable failure) {
        Throwable cause = ExceptionUtil.getRootCause(failure);
        if (cause instanceof ConfigValidationException invalid) {
            System.err.println(sentence(invalid));
        } else if (cause instanceof ConfigurationException) {
            System.err.println(cause.getMessage());
        } else if (cause instanceof QuarkusBindException) {
            System.err.println("Earshot does not start: it cannot listen; " + cause.getMessage() + ".");
        } else {
            Logger.getLogger(FailedStart.class).error("Failed to start application", failure);
        }
    }

    /** All that is wrong with the values of keys, and all keys that nobody knows, each once. */
    static String sentence(ConfigValidationException invalid) {
        return IntStream.range(0, invalid.getProblemCount())
                .mapToObj(each -> plain(invalid.getProblem(each).getMessage()))
                .distinct()
                .collect(Collectors.joining("; ", "Earshot does not start: ", "."));
    }

    private static String plain(String problem) {
        String text = NOISE.matcher(problem).replaceAll("").strip();
        Matcher malformed = MALFORMED.matcher(text);
        if (malformed.matches()) {
            return malformed.group(1) + ": " + malformed.group(2);
        }
        Matcher unknown = UNKNOWN.matcher(text);
        return unknown.matches() ? unknown.group(1) + " is no key of Earshot (" + unknown.group(2) + ")" : text;
    }
}
