package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.access.CompanyId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of the rows when nobody listens any more. */
@Tag("W76")
class BulkAnswersTest {

    @Test
    void aClientThatHangsUpCancelsNoTransactionAndStartsNoOther() {
        AtomicInteger begun = new AtomicInteger();
        AtomicBoolean cancelled = new AtomicBoolean();
        BulkAnswers answers = new BulkAnswers(
                new CompanyId(1),
                fields -> Uni.createFrom()
                        .<FeedbackRequestView>emitter(never -> begun.incrementAndGet())
                        .onCancellation()
                        .invoke(() -> cancelled.set(true)));
        Cancellable client = answers.to(
                        Multi.createFrom().item(Buffer.buffer("{}\n{}\n")), new JsonLineRows(new ObjectMapper(), 100))
                .subscribe()
                .with(result -> {});
        client.cancel();
        assertEquals(1, begun.get());
        assertFalse(cancelled.get());
    }
}
