package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.HashedRecipient;
import org.earshot.delivery.RecipientBook;

/** Knows again whom companies asked, also when the address itself is erased. */
@Singleton
class AskedRecipients implements RecipientBook {

    /** The word in an invitation's Message-ID, which names the request. */
    static final String REQUEST = "request";

    private final AskedRecipientRepository recipients;

    AskedRecipients(AskedRecipientRepository recipients) {
        this.recipients = recipients;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(InvitationComposer.KIND, Reminders.KIND);
    }

    @Override
    public String subjectWord() {
        return REQUEST;
    }

    @Override
    public Uni<List<CompanyScope>> knowing(List<Candidate> candidates) {
        return recipients
                .companiesThatAsked(candidates)
                .map(companies -> candidates.stream()
                        .map(Candidate::scope)
                        .filter(scope -> companies.contains(scope.company()))
                        .toList());
    }

    @Override
    public Uni<Optional<Integer>> keyVersion(SqlConnection connection, Candidate recipient) {
        return recipients.keyVersion(
                connection, recipient.scope(), recipient.hashes().values());
    }

    @Override
    public Uni<Optional<HashedRecipient>> recipient(SqlConnection transaction, CompanyScope scope, long subjectId) {
        return recipients.ofRequest(transaction, scope, subjectId);
    }
}
