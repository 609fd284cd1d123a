package org.earshot.testing;

import jakarta.enterprise.inject.spi.CDI;
import java.util.List;

/** The inside of the service that runs in the test's own process; a test that looks there is disabled on any other. */
public final class Inside {

    private Inside() {}

    /** The bean of this type. */
    public static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    /** All beans of this type. */
    public static <T> List<T> all(Class<T> type) {
        return CDI.current().select(type).stream().toList();
    }
}
