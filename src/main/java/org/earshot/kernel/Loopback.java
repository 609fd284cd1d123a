package org.earshot.kernel;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of this machine, by which nothing leaves it. */
public final class Loopback {

    private static final Set<String> NAMES = Set.of("localhost", "::1", "[::1]");
    private static final Pattern NUMBERS = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Loopback() {}

    /** Whether a host, as a configuration names it, is this machine. */
    public static boolean is(String host) {
        return NAMES.contains(host.toLowerCase(Locale.ROOT))
                || NUMBERS.matcher(host).matches();
    }
}
