package org.earshot.delivery.mail;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Whom emails come from. The server that takes them is told by {@code quarkus.mailer.*}. */
@ConfigMapping(prefix = "earshot.delivery.mail")
interface MailSettings {

    /** The address that emails come from; the name beside it is the company's. */
    Optional<String> from();

    /** The address that answers go to. */
    Optional<String> replyTo();

    /** The address that mail servers report failures to (the envelope's sender). */
    Optional<String> bounceAddress();
}
