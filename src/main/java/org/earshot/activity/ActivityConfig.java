package org.earshot.activity;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** What activity feedback may be filled up with. */
@ConfigMapping(prefix = "earshot.activity")
interface ActivityConfig {

    /** A file in MaxMind's format that knows where addresses are; nobody does, if it is missing. */
    Optional<Path> locationDatabase();
}
