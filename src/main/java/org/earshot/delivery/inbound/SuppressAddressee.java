package org.earshot.delivery.inbound;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.HashedRecipient;
import org.earshot.delivery.MessageTraces;
import org.earshot.delivery.RecipientBook;
import org.earshot.delivery.SuppressionReason;
import org.earshot.delivery.Suppressions;

/** Puts whoever a message went to on its company's list, because of what a provider reports of that message. */
@Singleton
class SuppressAddressee {

    private final List<RecipientBook> books;
    private final MessageTraces messages;
    private final Suppressions suppressions;
    private final Pool pool;

    SuppressAddressee(@All List<RecipientBook> books, MessageTraces messages, Suppressions suppressions, Pool pool) {
        this.books = books;
        this.messages = messages;
        this.suppressions = suppressions;
        this.pool = pool;
    }

    /** Whether it is known who that was; they are on the list then. */
    Uni<Boolean> suppress(CompanyScope scope, ReportedMessage message, SuppressionReason reason) {
        return pool.withTransaction(transaction -> recipient(transaction, scope, message)
                .flatMap(found -> found.map(recipient -> suppressions
                                .suppress(transaction, scope, recipient, reason)
                                .replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false))));
    }

    private Uni<Optional<HashedRecipient>> recipient(
            SqlConnection transaction, CompanyScope scope, ReportedMessage message) {
        for (RecipientBook book : books) {
            if (book.subjectWord().equals(message.word())) {
                return book.recipient(transaction, scope, message.number());
            }
            if (book.kinds().contains(message.word())) {
                return messages.subject(transaction, scope, message.word(), message.number())
                        .flatMap(found -> found.map(subject -> book.recipient(transaction, scope, subject))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
            }
        }
        return Uni.createFrom().item(Optional.empty());
    }
}
