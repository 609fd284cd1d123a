package org.earshot.sandbox;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.earshot.kernel.StartupGate;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Marks the answers of a production instance whose operator accepted unsafe settings. */
@Singleton
class InsecureMark {

    /** Looked up late: filters are made before the run-time configuration is read. */
    private final Instance<StartupGate> gate;

    InsecureMark(Instance<StartupGate> gate) {
        this.gate = gate;
    }

    @ServerResponseFilter
    void mark(ContainerResponseContext answer) {
        if (gate.get().insecure()) {
            answer.getHeaders().putSingle("X-Earshot-Sandbox", "true");
        }
    }
}
