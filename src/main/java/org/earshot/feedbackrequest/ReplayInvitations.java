package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory;
import org.earshot.delivery.Outbox;
import org.earshot.delivery.Suppressions;
import org.earshot.feedbackrequest.FailedRequestRepository.Failed;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Queues invitations again that were given up or refused, as new messages (W87). A call takes on so many, and says
 * where the next one goes on.
 */
@Singleton
class ReplayInvitations {

    /** How many requests a call looks at, so that it ends soon. */
    static final int AT_ONCE = 2000;

    private static final Logger LOG = Logger.getLogger(ReplayInvitations.class);

    /** What a call is about to do: those that can be sent again, and how many cannot. */
    private record Plan(Instant now, Replay wanted, Duration threshold, List<Long> ids, ReplayView rehearsed) {

        /** How it turned out, if only so many were still as they had been found. */
        ReplayView done(int queued) {
            ReplayView.LeftOut leftOut = rehearsed.leftOut();
            return new ReplayView(
                    queued,
                    new ReplayView.LeftOut(
                            leftOut.tooOld(), leftOut.suppressed(), leftOut.askedAgain(), rehearsed.queued() - queued),
                    rehearsed.next());
        }
    }

    private final CompanyDirectory companies;
    private final FailedRequestRepository requests;
    private final Suppressions suppressions;
    private final Outbox outbox;
    private final Pool pool;
    private final Clock clock;

    ReplayInvitations(
            CompanyDirectory companies,
            FailedRequestRepository requests,
            Suppressions suppressions,
            Outbox outbox,
            Pool pool,
            Clock clock) {
        this.companies = companies;
        this.requests = requests;
        this.suppressions = suppressions;
        this.outbox = outbox;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Queues them, and answers with how many; all of a call, or none.
     *
     * @param errors what was found wrong with the call so far
     * @return what became of them; fails with FORBIDDEN for an unknown company, or INVALID naming all bad fields
     */
    Uni<ReplayView> replay(CompanyScope scope, JsonBody fields, FieldErrors errors) {
        return plan(scope, fields, errors)
                .flatMap(plan -> pool.withTransaction(transaction -> requests.askAgain(
                                        transaction,
                                        scope,
                                        plan.ids(),
                                        plan.wanted().to(),
                                        plan.threshold(),
                                        plan.now())
                                .call(entries -> outbox.queueAll(transaction, scope, InvitationComposer.KIND, entries)))
                        .map(entries -> plan.done(entries.size()))
                        .invoke(done -> LOG.infof(
                                "%d invitations of company %s are sent again", done.queued(), scope.company())));
    }

    /** Answers as {@link #replay} would, and changes nothing. */
    Uni<ReplayView> rehearse(CompanyScope scope, JsonBody fields, FieldErrors errors) {
        return plan(scope, fields, errors).map(Plan::rehearsed);
    }

    private Uni<Plan> plan(CompanyScope scope, JsonBody fields, FieldErrors errors) {
        Instant now = clock.instant();
        return companies.demand(scope).flatMap(settings -> {
            Replay wanted = Replay.parse(fields, now, errors);
            Duration threshold = settings.threshold();
            return requests.find(scope, wanted, threshold, now, AT_ONCE)
                    .flatMap(found -> suppressions
                            .reachable(
                                    scope,
                                    found.stream()
                                            .flatMap(ReplayInvitations::destination)
                                            .toList())
                            .map(reachable -> plan(now, wanted, threshold, found, reachable)));
        });
    }

    private static Plan plan(
            Instant now, Replay wanted, Duration threshold, List<Failed> found, Set<String> reachable) {
        List<Failed> living = found.stream()
                .filter(failed -> failed.destination() != null
                        && failed.mark().created().isAfter(now.minus(FeedbackRequest.LIFE)))
                .toList();
        List<Failed> welcome = living.stream()
                .filter(failed -> !failed.unwanted() && destination(failed).allMatch(reachable::contains))
                .toList();
        List<Long> ids = welcome.stream()
                .filter(Failed::free)
                .map(failed -> failed.mark().id())
                .toList();
        ReplayView.LeftOut leftOut = new ReplayView.LeftOut(
                found.size() - living.size(), living.size() - welcome.size(), welcome.size() - ids.size(), 0);
        @Nullable
        String next = found.size() < AT_ONCE
                ? null
                : found.get(found.size() - 1).mark().toString();
        return new Plan(now, wanted, threshold, ids, new ReplayView(ids.size(), leftOut, next));
    }

    private static Stream<String> destination(Failed failed) {
        return Stream.ofNullable(failed.destination())
                .map(value -> new Destination(failed.channel(), value).normalised());
    }
}
