package org.earshot.delivery.inbound;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.earshot.delivery.SuppressAddressee;
import org.earshot.delivery.SuppressionReason;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes up what a provider reports of a message, in whichever spelling the report came. */
@Singleton
class Reports {

    private final SuppressAddressee suppressAddressee;
    private final Optional<URI> publicUrl;

    Reports(SuppressAddressee suppressAddressee, @ConfigProperty(name = "earshot.public-url") Optional<URI> publicUrl) {
        this.suppressAddressee = suppressAddressee;
        this.publicUrl = publicUrl;
    }

    /** Whether the message is known by this name; whoever it went to is suppressed then. */
    Uni<Boolean> take(String name, SuppressionReason reason) {
        return ReportedMessage.read(name, publicUrl.orElseThrow().getHost())
                .map(message -> suppressAddressee.suppress(message.scope(), message.word(), message.subject(), reason))
                .orElseGet(() -> Uni.createFrom().item(false));
    }
}
