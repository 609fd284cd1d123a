package org.earshot.analytics;

import io.vertx.mutiny.sqlclient.Pool;
import org.earshot.access.CompanyId;
import org.earshot.access.TrustedScopes;
import org.earshot.testing.Reactive;

/** Has feedback counted, as the tick does when it is worth it. */
public final class Folding {

    private Folding() {}

    /** Adds a company's oldest lines to the counts, as many as that. */
    public static void fold(Pool pool, long company, int most) {
        Reactive.await(new RollupRepository(pool).fold(TrustedScopes.scheduler(new CompanyId(company)), most));
    }
}
