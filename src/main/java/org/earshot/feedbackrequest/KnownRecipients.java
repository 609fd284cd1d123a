package org.earshot.feedbackrequest;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanySettings;
import org.earshot.company.Recipient;
import org.earshot.company.RecipientReader;
import org.earshot.delivery.Channel;
import org.earshot.delivery.RecipientHash;

/** Reads whom a company means as it does when it asks them (W17). */
@Singleton
class KnownRecipients implements RecipientReader {

    private final RecipientHash hashes;
    private final RequestConfig config;

    KnownRecipients(RecipientHash hashes, RequestConfig config) {
        this.hashes = hashes;
        this.config = config;
    }

    @Override
    public Optional<Recipient> read(
            CompanyScope scope, CompanySettings settings, Recipient.Type type, String destination) {
        Channel channel =
                switch (type) {
                    case EMAIL -> Channel.EMAIL;
                    case SMS -> Channel.SMS;
                };
        return Destination.parse(channel, destination, settings.country(), config.fictionalNumbers())
                .map(known -> new Recipient(
                        known.obfuscated(),
                        known.spellings(settings.country()),
                        hashes.underEveryKey(scope, known.normalised()),
                        hashes.keyVersion()));
    }
}
