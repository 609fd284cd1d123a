package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.Page;

/** Reads companies' suppression lists. */
@Singleton
public class SuppressionQueries {

    /** A page of the list, and how many entries there are in all. */
    public record Slice(List<Suppression> suppressions, long total) {}

    private final SuppressionRepository suppressions;
    private final RecipientHash recipients;

    SuppressionQueries(SuppressionRepository suppressions, RecipientHash recipients) {
        this.suppressions = suppressions;
        this.recipients = recipients;
    }

    /** A page of a company's list, newest first. */
    public Uni<Slice> newest(CompanyScope scope, Page page) {
        return suppressions
                .newest(scope, page.size(), page.skip())
                .flatMap(list -> suppressions.count(scope).map(total -> new Slice(list, total)));
    }

    /** The entry of a destination, which is given normalised. */
    public Uni<Optional<Suppression>> find(CompanyScope scope, String destination) {
        return suppressions.find(scope, recipients.hashedByEveryKey(scope, destination));
    }

    /** The entry of a recipient of whom nothing but the hash is known. */
    Uni<Optional<Suppression>> find(CompanyScope scope, HashedRecipient recipient) {
        return suppressions.find(scope, List.of(recipient));
    }
}
