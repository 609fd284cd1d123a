package org.earshot.delivery;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyScope;

/** Puts whoever a message went to on its company's list, because of what a provider says of that message. */
@Singleton
public class SuppressAddressee {

    private final List<RecipientBook> books;
    private final Suppressions suppressions;
    private final Pool pool;

    SuppressAddressee(@All List<RecipientBook> books, Suppressions suppressions, Pool pool) {
        this.books = books;
        this.suppressions = suppressions;
        this.pool = pool;
    }

    /**
     * Whether it is known who that was; they are on the list then.
     *
     * @param word the message's kind, or what it is about
     * @param subjectId the number of what it is about
     */
    public Uni<Boolean> suppress(CompanyScope scope, String word, long subjectId, SuppressionReason reason) {
        return pool.withTransaction(transaction -> recipient(transaction, scope, word, subjectId)
                .flatMap(found -> found.map(recipient -> suppressions
                                .suppress(transaction, scope, recipient, reason)
                                .replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false))));
    }

    private Uni<Optional<HashedRecipient>> recipient(
            SqlConnection transaction, CompanyScope scope, String word, long subjectId) {
        return books.stream()
                .filter(book -> book.subjectWord().equals(word) || book.kinds().contains(word))
                .findFirst()
                .map(book -> book.recipient(transaction, scope, subjectId))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }
}
