package org.earshot.sandbox;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.earshot.delivery.mock.MockMailbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The sandbox's mailbox as a page to look at. */
@Path("/sandbox/mailbox")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Cancellable(false)
@PermitAll
@Sandboxed
class SandboxMailboxResource {

    private static final int SHOWN = 100;

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance mailbox(List<SandboxMessage> messages);
    }

    private final MockMailbox mailbox;

    SandboxMailboxResource(MockMailbox mailbox) {
        this.mailbox = mailbox;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        return Templates.mailbox(
                mailbox.messages().stream().limit(SHOWN).map(SandboxMessage::of).toList());
    }
}
