package org.earshot.kernel;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** A read replica of PostgreSQL, which analytics and exports read from, if there is one. */
@ConfigMapping(prefix = "earshot.database.reader")
interface ReaderConfig {

    /** {@code host:port/database}; without it, the main database is read. */
    Optional<String> address();

    /** Who logs in there; the main database's, if not set. */
    String username();

    /** The main database's, if not set. */
    Optional<String> password();
}
