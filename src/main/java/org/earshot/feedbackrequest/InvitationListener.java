package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import org.earshot.access.CompanyScope;

/** Hears of invitations that ask about an activity, in the transaction that records that they were sent. */
public interface InvitationListener {

    /** Takes note of invitations, each of which it hears of once. */
    Uni<Void> invited(SqlConnection transaction, CompanyScope scope, List<Invited> invitations);
}
