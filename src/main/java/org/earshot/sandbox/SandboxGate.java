package org.earshot.sandbox;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.earshot.kernel.StartupRule;
import org.earshot.problem.Problem;

/** Keeps the sandbox shut where it is not enabled, and tells production that it must not be. */
@Provider
@Sandboxed
@Singleton
class SandboxGate implements ContainerRequestFilter, StartupRule {

    /** Looked up late: filters are made before the run-time configuration is read. */
    private final Instance<SandboxConfig> config;

    SandboxGate(Instance<SandboxConfig> config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        if (!config.get().enabled()) {
            throw Problem.notFound();
        }
    }

    @Override
    public List<String> unsafe() {
        return config.get().enabled() ? List.of("earshot.sandbox.enabled opens the sandbox to anybody") : List.of();
    }
}
