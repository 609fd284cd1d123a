package org.earshot.alert;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.HashedRecipient;
import org.earshot.delivery.RecipientBook;

/** Knows again whom alerts went to, so that a bounce or complaint ends them. */
@Singleton
class AlertRecipients implements RecipientBook {

    private final AlertRepository alerts;

    AlertRecipients(AlertRepository alerts) {
        this.alerts = alerts;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(AlertComposer.KIND);
    }

    @Override
    public String subjectWord() {
        return AlertComposer.KIND;
    }

    /** None: companies are looked for by phone numbers only, and alerts are emails. */
    @Override
    public Uni<List<CompanyScope>> knowing(List<Candidate> candidates) {
        return Uni.createFrom().item(List.of());
    }

    /** None: each alert keeps the key that it was queued with. */
    @Override
    public Uni<Optional<Integer>> keyVersion(SqlConnection connection, Candidate recipient) {
        return Uni.createFrom().item(Optional.empty());
    }

    @Override
    public Uni<Optional<HashedRecipient>> recipient(SqlConnection transaction, CompanyScope scope, long subjectId) {
        return alerts.recipient(transaction, scope, subjectId);
    }
}
