package org.earshot.delivery;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a server gave no answer, in words of our own: those of an exception may quote what was sent. */
public final class ServerFailure {

    private static final int DEEPEST = 10;

    private ServerFailure() {}

    /**
     * Describes it.
     *
     * @param server such as {@code the mail server}
     */
    public static String describe(String server, Throwable failure) {
        if (isCausedBy(failure, UnknownHostException.class)) {
            return server + " has a name that nobody knows";
        }
        if (isCausedBy(failure, ConnectException.class)) {
            return server + " takes no connection";
        }
        if (isCausedBy(failure, SSLException.class)) {
            return server + " cannot be spoken to securely";
        }
        if (isCausedBy(failure, TimeoutException.class)
                || isCausedBy(failure, io.smallrye.mutiny.TimeoutException.class)) {
            return server + " did not answer in time";
        }
        return server + " broke the connection, or its answer could not be read";
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(
                        Optional.of(failure),
                        Optional::isPresent,
                        each -> each.flatMap(found -> Optional.ofNullable(found.getCause())))
                .flatMap(Optional::stream)
                .limit(DEEPEST)
                .anyMatch(type::isInstance);
    }
}
