package org.earshot.crash;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.earshot.crash.Api.Company;
import org.earshot.crash.Load.Accepted;
import org.earshot.testing.Database;

/**
 * What is to be said after everything has calmed down, from three sides: what the callers were promised, what the
 * provider received, and what the service itself says.
 *
 * <p>The bound on extra sends, which are calls for a message that the provider had accepted before:
 *
 * <pre>
 * accepted, but never answered (on purpose)                                        one retry each
 * + accepted, but the caller was gone when the answer came (killed, or timed out)  one retry each
 * + answered with 503 to a call that was an extra one already                      one retry each
 * + (kills + freezes + database crashes × replicas) × what one replica may have sent and not yet recorded:
 *   as many as it has under way at once, and as many again whose answers are being recorded
 * </pre>
 */
final class Verdict {

    private static final int UNRECORDED = 2 * Service.CONCURRENCY;
    private static final int EXAMPLES = 5;

    private record Check(String what, long found, String demand, boolean holds, String examples) {}

    private final List<Check> checks = new ArrayList<>();

    /** Looks at everything. */
    static Verdict of(Plan plan, Api api, Service service, Provider provider, Load load, List<Company> companies)
            throws IOException {
        Verdict verdict = new Verdict();
        verdict.callers(plan, load);
        verdict.provider(plan, provider, load.accepted().keySet());
        verdict.service(service, api, load.accepted().values(), companies);
        return verdict;
    }

    boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }

    private void callers(Plan plan, Load load) {
        exactly("requests accepted", load.accepted().size(), plan.messages());
        none("requests answered wrongly, or never", load.failures());
    }

    private void provider(Plan plan, Provider provider, Set<String> promised) {
        Map<String, Set<String>> delivered = provider.delivered();
        none("lost: accepted, and not delivered", those(promised, to -> !delivered.containsKey(to)));
        none("delivered, and not asked for", those(delivered.keySet(), to -> !promised.contains(to)));
        none(
                "recipients who got two messages",
                those(delivered.keySet(), to -> delivered.get(to).size() > 1));
        none("keys with two payloads", provider.twoPayloads());
        Provider.Account account = provider.account();
        int events = plan.kills() + plan.freezes() + plan.databaseCrashes() * Plan.REPLICAS;
        int bound = account.silent() + account.unheard() + account.extraBusy() + events * UNRECORDED;
        checks.add(new Check(
                "extra sends",
                account.extra(),
                "at most %d = %d + %d + %d + %d × %d"
                        .formatted(bound, account.silent(), account.unheard(), account.extraBusy(), events, UNRECORDED),
                account.extra() <= bound,
                ""));
    }

    private void service(Service service, Api api, Collection<Accepted> promised, List<Company> companies)
            throws IOException {
        Database database = service.database();
        none("stuck: still queued", database.rows(Backlog.QUEUED));
        none("stuck: still leased", database.rows(Backlog.LEASED));
        URI replica = service.replicas().get(0).address();
        List<JsonObject> known = new ArrayList<>();
        for (Company company : companies) {
            known.addAll(api.requests(replica, company));
        }
        Set<Long> sent = known.stream()
                .filter(request -> request.getBoolean("sent"))
                .map(request -> request.getLong("id"))
                .collect(Collectors.toSet());
        exactly("requests that the API knows", known.size(), promised.size());
        List<Accepted> unsent = promised.stream()
                .filter(request -> !sent.contains(request.id()))
                .toList();
        none("accepted, and not sent as the API says", unsent);
        unsent.stream()
                .limit(EXAMPLES)
                .forEach(request -> System.out.println(request + ": " + Backlog.fate(database, request)));
    }

    private static List<String> those(Set<String> all, Predicate<String> wrong) {
        return all.stream().filter(wrong).sorted().toList();
    }

    private void exactly(String what, long found, long demanded) {
        checks.add(new Check(what, found, Long.toString(demanded), found == demanded, ""));
    }

    private void none(String what, Collection<?> found) {
        String examples = found.stream().limit(EXAMPLES).toList().toString();
        checks.add(new Check(what, found.size(), "0", found.isEmpty(), found.isEmpty() ? "" : examples));
    }

    /** A table, and a last line that counts. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        for (Check check : checks) {
            table.append("%-6s %-42s %8d  (%s) %s%n"
                    .formatted(
                            check.holds() ? "ok" : "FAILED",
                            check.what(),
                            check.found(),
                            check.demand(),
                            check.examples()));
        }
        long passed = checks.stream().filter(Check::holds).count();
        return table.append("%d passed, %d failed".formatted(passed, checks.size() - passed))
                .toString();
    }
}
