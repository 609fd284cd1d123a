package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import org.earshot.access.CompanyScope;

/** Hears that requests are about to be deleted, in the transaction that does so. */
public interface DeletionListener {

    /** Deletes what hangs on these requests. Is told twice: the second time for what was added during the first. */
    Uni<Void> beforeDeletion(SqlConnection transaction, CompanyScope scope, List<Long> requestIds);
}
