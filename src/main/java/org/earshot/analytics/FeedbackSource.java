package org.earshot.analytics;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.Page;

/** Where the feedback itself is kept, for questions to which no counts are kept ready. */
public interface FeedbackSource {

    /** Counts the feedback of a company one by one; {@link Recount} writes the statement, and reads its answer. */
    Uni<Tally> recount(CompanyScope scope, FeedbackFilter filter);

    /**
     * The same by group; {@link GroupCount} writes the statement, and reads its answer.
     *
     * @param page which groups to tell; all, if empty
     */
    Uni<OpinionGroups> recount(CompanyScope scope, FeedbackFilter filter, Grouping grouping, Optional<Page> page);
}
