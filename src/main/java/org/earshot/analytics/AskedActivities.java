package org.earshot.analytics;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earshot.access.CompanyScope;
import org.earshot.feedbackrequest.InvitationListener;
import org.earshot.feedbackrequest.Invited;

/** Has every activity counted that is asked about (A28). */
@Singleton
class AskedActivities implements InvitationListener {

    private final RollupRepository rollup;

    AskedActivities(RollupRepository rollup) {
        this.rollup = rollup;
    }

    @Override
    public Uni<Void> invited(SqlConnection transaction, CompanyScope scope, List<Invited> invitations) {
        Uni<Void> noted = Uni.createFrom().voidItem();
        for (List<Invited> round : rounds(invitations)) {
            noted = noted.chain(() -> rollup.invited(transaction, scope, round));
        }
        return noted;
    }

    /** In each round no activity twice: a statement can change a row once only. */
    static List<List<Invited>> rounds(List<Invited> invitations) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<List<Invited>> rounds = new ArrayList<>();
        for (Invited invitation : invitations) {
            int round = seen.merge(invitation.activityId(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(invitation);
        }
        return rounds;
    }
}
