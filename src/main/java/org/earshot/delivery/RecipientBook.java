package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.earshot.access.CompanyScope;

/**
 * Knows, by nothing but keyed hashes, whom companies write to. Implemented by whoever puts messages to people into the
 * outbox.
 */
public interface RecipientBook {

    /**
     * Somebody whom a company may have written to.
     *
     * @param hashes as {@link RecipientHash#underEveryKey} makes them for this company
     */
    record Candidate(CompanyScope scope, SortedMap<Integer, String> hashes) {}

    /** The kinds of messages whose recipients stand in this book; a kind stands in one book. */
    Set<String> kinds();

    /** The word that stands before a subject's number where a Message-ID names the subject, and not the message. */
    String subjectWord();

    /** Those of the companies that ever wrote to their candidate, or are about to. */
    Uni<List<CompanyScope>> knowing(List<Candidate> candidates);

    /**
     * The version of the key by whose hash a recipient stands in this book, on its last entry if there are several; empty
     * if they do not stand in it.
     */
    Uni<Optional<Integer>> keyVersion(SqlConnection connection, Candidate recipient);

    /** Who the messages about a subject go to; empty if that is not known any more. */
    Uni<Optional<HashedRecipient>> recipient(SqlConnection transaction, CompanyScope scope, long subjectId);
}
