package org.earshot.sandbox;

import io.smallrye.config.ConfigMapping;

/** Whether the sandbox is open: in dev mode and tests it is, in production it is refused. */
@ConfigMapping(prefix = "earshot.sandbox")
interface SandboxConfig {

    /** Opens every {@code /sandbox} resource to anybody who can reach the service. */
    boolean enabled();
}
