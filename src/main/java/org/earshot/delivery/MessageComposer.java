package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.earshot.access.CompanyScope;

/** Writes the messages of one kind. Implemented by whoever puts that kind into the outbox. */
public interface MessageComposer {

    /** The kind; exactly one composer declares it. */
    String kind();

    /** The finished messages; one that is missing from the answer is no longer wanted, and is dropped. */
    Uni<List<OutgoingMessage>> compose(CompanyScope scope, List<DueMessage> due);
}
