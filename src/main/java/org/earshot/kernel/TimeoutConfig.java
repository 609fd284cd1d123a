package org.earshot.kernel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How long anything may take while a caller waits. Together they answer every call within six seconds, whatever
 * PostgreSQL does.
 */
@ConfigMapping(prefix = "earshot.timeout")
public interface TimeoutConfig {

    /** How long a call may take, before it is answered that it may still be done. */
    @WithDefault("4s")
    Duration call();

    /** How long a connection to PostgreSQL may take to be made. */
    @WithDefault("2s")
    Duration connect();

    /** How long a connection is waited for while all are in use. */
    @WithDefault("2s")
    Duration connection();

    /** How many may wait for a connection at once. */
    @WithDefault("1000")
    int waiting();

    /** How long a statement may wait for another transaction. */
    @WithDefault("2s")
    Duration lock();

    /** How long a statement may take. */
    @WithDefault("4s")
    Duration statement();

    /** How long PostgreSQL waits for the next statement of a transaction, before it cuts it off. */
    @WithDefault("10s")
    Duration idleTransaction();

    /** How long PostgreSQL may say nothing while it is asked, before its connection is given up. */
    @WithDefault("5s")
    Duration silence();

    /** How long PostgreSQL may take to answer, before the service says that it is not ready. */
    @WithDefault("1500ms")
    Duration ready();
}
