package org.earshot.review;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanySettings.Industry;
import org.earshot.kernel.DueWork;
import org.earshot.kernel.StartupRule;
import org.earshot.review.NhsRepository.Claim;
import org.earshot.review.NhsRepository.Due;
import org.earshot.review.NhsSubmission.Outcome;
import org.jboss.logging.Logger;

/**
 * Hands published reviews of healthcare companies, about what the NHS paid for, to the NHS (W55): claims in a short
 * transaction, submits without one, records in a third. What a crash leaves is taken again after the lease, under the
 * same idempotency key.
 */
@Singleton
class NhsDispatcher implements DueWork, StartupRule {

    private static final Logger LOG = Logger.getLogger(NhsDispatcher.class);
    private static final int BATCH = 50;
    private static final int CONCURRENCY = 5;
    private static final Duration SPARE = Duration.ofMinutes(1);
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(4);
    private static final int DOUBLINGS = 8;
    private static final int LONGEST_REASON = 500;

    /** A review as anybody may read it; none, if it was taken back since the claim. */
    private record Letter(Due due, Optional<PublicReviewView> review) {}

    /** What became of it, and when it was handed over. */
    private record Attempt(Due due, Instant at, Outcome outcome) {}

    private final NhsRepository submissions;
    private final ReviewQueries reviews;
    private final CompanyDirectory companies;
    private final List<NhsSubmission> known;
    private final NhsConfig config;
    private final Clock clock;

    NhsDispatcher(
            NhsRepository submissions,
            ReviewQueries reviews,
            CompanyDirectory companies,
            @All List<NhsSubmission> known,
            NhsConfig config,
            Clock clock) {
        this.submissions = submissions;
        this.reviews = reviews;
        this.companies = companies;
        this.known = known;
        this.config = config;
        this.clock = clock;
    }

    /** Takes one batch of each company in turn, until nothing is due; nothing ever is if nobody submits. */
    @Override
    public Uni<Integer> runDue() {
        return submitter()
                .map(submitter -> Multi.createBy()
                        .repeating()
                        .uni(() -> round(submitter))
                        .until(done -> done == 0)
                        .collect()
                        .with(Collectors.summingInt(Integer::intValue)))
                .orElseGet(() -> Uni.createFrom().item(0));
    }

    private Uni<Integer> round(NhsSubmission submitter) {
        return submissions
                .companiesWithDueReviews(clock.instant())
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndConcatenate(company -> ofHealthcare(submitter, company))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> ofHealthcare(NhsSubmission submitter, CompanyId company) {
        CompanyScope scope = TrustedScopes.scheduler(company);
        return companies
                .settings(scope)
                .flatMap(revision -> revision.orElseThrow().settings().industry() == Industry.HEALTHCARE
                        ? batch(submitter, scope)
                        : Uni.createFrom().item(0))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(
                            failure,
                            "Reviews of company %s could not be handed to the NHS; they are taken again after the lease",
                            company);
                    return 0;
                });
    }

    private Uni<Integer> batch(NhsSubmission submitter, CompanyScope scope) {
        return submissions
                .claim(scope, clock.instant(), BATCH, lease())
                .flatMap(claim -> read(claim)
                        .flatMap(letters -> Multi.createFrom()
                                .iterable(letters)
                                .onItem()
                                .transformToUni(letter -> submit(submitter, scope, letter))
                                .merge(CONCURRENCY)
                                .onItem()
                                .transformToUniAndConcatenate(attempt -> record(scope, claim.lease(), attempt))
                                .collect()
                                .last()
                                .replaceWith(letters.size())));
    }

    /** Reads one after the other, since they share a session. */
    private Uni<List<Letter>> read(Claim claim) {
        return Multi.createFrom()
                .iterable(claim.reviews())
                .onItem()
                .transformToUniAndConcatenate(due -> reviews.findPublished(new ReviewId(false, due.reviewId()))
                        .map(review -> new Letter(due, review)))
                .collect()
                .asList();
    }

    private Uni<Attempt> submit(NhsSubmission submitter, CompanyScope scope, Letter letter) {
        Instant at = clock.instant();
        String key = "nhs-" + scope.companyId() + "-" + letter.due().reviewId();
        return letter.review()
                .map(review -> Uni.createFrom()
                        .deferred(() -> submitter.submit(key, review))
                        .ifNoItem()
                        .after(config.timeout())
                        .recoverWithItem(() -> new Outcome.NotNow("the NHS did not answer in time"))
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.warnf(failure, "Handing over %s failed", key);
                            return new Outcome.NotNow("the NHS could not be reached");
                        }))
                .orElseGet(() -> Uni.createFrom().item(new Outcome.NotNow("the review was taken back")))
                .map(outcome -> new Attempt(letter.due(), at, outcome));
    }

    private Uni<Void> record(CompanyScope scope, UUID lease, Attempt attempt) {
        Instant now = clock.instant();
        Outcome outcome = attempt.outcome();
        long review = attempt.due().reviewId();
        if (outcome instanceof Outcome.NotNow later) {
            return submissions.postpone(
                    scope, lease, review, now.plus(wait(attempt.due().attempt())), shortened(later.reason()));
        }
        Instant answered = now.isBefore(attempt.at()) ? attempt.at() : now;
        return outcome instanceof Outcome.Rejected rejected
                ? submissions.settle(scope, lease, review, attempt.at(), null, answered, shortened(rejected.reason()))
                : submissions.settle(scope, lease, review, attempt.at(), answered, null, null);
    }

    /** Growing waits without end: a review that is published is wanted for as long as it is. */
    static Duration wait(int attempt) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static String shortened(String reason) {
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    /** Longer than a batch takes if the NHS never answers, round after round. */
    private Duration lease() {
        return config.timeout().multipliedBy(BATCH / CONCURRENCY).plus(SPARE);
    }

    private Optional<NhsSubmission> submitter() {
        return config.submitter().flatMap(this::named);
    }

    private Optional<NhsSubmission> named(String name) {
        return known.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    @Override
    public List<String> missing() {
        return config.submitter().filter(name -> named(name).isEmpty()).isPresent()
                ? List.of("earshot.nhs.submitter names none of "
                        + known.stream().map(NhsSubmission::name).toList())
                : List.of();
    }

    @Override
    public List<String> unsafe() {
        return submitter().filter(each -> !each.real()).isPresent()
                ? List.of("earshot.nhs.submitter reaches nobody")
                : List.of();
    }
}
