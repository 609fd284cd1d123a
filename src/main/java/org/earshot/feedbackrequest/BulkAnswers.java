package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;
import org.earshot.access.CompanyId;

/**
 * Answers the rows of a bulk call one after the other, in order, each as it arrives: a row is read when the answers to
 * those before it were written. So two rows about one recipient never race, a slow reader slows the writer down, and the
 * whole is never held (W76).
 */
final class BulkAnswers {

    private final CompanyId company;
    private final Function<RequestFields, Uni<FeedbackRequestView>> deed;

    /**
     * Makes answers.
     *
     * @param company whose rows these are, named or not
     * @param deed what is done with a row, in a transaction of its own
     */
    BulkAnswers(CompanyId company, Function<RequestFields, Uni<FeedbackRequestView>> deed) {
        this.company = company;
        this.deed = deed;
    }

    /** The answers to a body. Fails only while no row was found, so that the whole call is refused. */
    Multi<BulkResult> to(Multi<Buffer> body, BulkRows rows) {
        Multi<List<BulkRow>> complete = body.select()
                .first(piece -> rows.accepts(piece.length()))
                .onItem()
                .transform(piece -> rows.next(piece.getBytes()));
        Multi<List<BulkRow>> last =
                Multi.createFrom().deferred(() -> Multi.createFrom().item(rows.end()));
        return Multi.createBy()
                .concatenating()
                .streams(complete, last)
                .onItem()
                .<BulkRow>disjoint()
                .onItem()
                .transformToUniAndConcatenate(this::answer)
                .onFailure(failure -> rows.count() > 0)
                .recoverWithItem(failure -> BulkResult.failed(rows.count() + 1, failure));
    }

    /** A client that hangs up must not cancel a transaction under way, hence the memoization. */
    private Uni<BulkResult> answer(BulkRow row) {
        return Uni.createFrom()
                .deferred(() -> deed.apply(row.source().get().of(company)))
                .map(request -> BulkResult.accepted(row.number(), request))
                .onFailure()
                .recoverWithItem(failure -> BulkResult.failed(row.number(), failure))
                .memoize()
                .indefinitely();
    }
}
