package org.earshot.analytics;

import io.smallrye.mutiny.Uni;
import org.earshot.access.CompanyScope;

/** Where the feedback itself is kept, for questions to which no counts are kept ready. */
public interface FeedbackSource {

    /** Counts the feedback of a company one by one; {@link Recount} writes the statement, and reads its answer. */
    Uni<Tally> recount(CompanyScope scope, FeedbackFilter filter);
}
