package org.earshot.crash;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
    private static final int PAGES = 1_000;
    private static final int EXAMPLES = 5;

    private record Check(String what, long found, String demand, boolean holds, String examples) {}

    private final List<Check> checks = new ArrayList<>();

    /** Looks at everything. */
    static Verdict of(Plan plan, Api api, Service service, Provider provider, Load load, List<Company> companies)
            throws IOException {
        Verdict verdict = new Verdict();
        verdict.callers(plan, load);
        verdict.provider(plan, provider.account(), load.accepted());
        verdict.service(service, api, load.accepted(), companies);
        return verdict;
    }

    boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }

    private void callers(Plan plan, Load load) {
        exactly("requests accepted", load.accepted().size(), plan.messages());
        none("requests answered wrongly, or never", load.failures());
    }

    private void provider(Plan plan, Provider.Account account, Map<String, Accepted> promised) {
        none(
                "lost: accepted, and not delivered",
                those(promised.keySet(), to -> !account.accepted().containsKey(to)));
        none("delivered, and not asked for", those(account.accepted().keySet(), to -> !promised.containsKey(to)));
        none(
                "recipients who got two messages",
                those(
                        account.accepted().keySet(),
                        to -> account.accepted().get(to).size() > 1));
        none("keys with two payloads", account.twoPayloads());
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

    private void service(Service service, Api api, Map<String, Accepted> promised, List<Company> companies)
            throws IOException {
        Database database = service.database();
        none("stuck: still queued", database.rows(Backlog.QUEUED));
        none("stuck: still leased", database.rows(Backlog.LEASED));
        Set<Long> known = new HashSet<>();
        Set<Long> sent = new HashSet<>();
        URI replica = service.replicas().get(0).address();
        for (Company company : companies) {
            for (int page = 1; page <= PAGES; page++) {
                JsonArray requests = api.requests(replica, company, page);
                if (requests.isEmpty()) {
                    break;
                }
                for (int row = 0; row < requests.size(); row++) {
                    JsonObject request = requests.getJsonObject(row);
                    known.add(request.getLong("id"));
                    if (request.getBoolean("sent")) {
                        sent.add(request.getLong("id"));
                    }
                }
            }
        }
        exactly("requests that the API knows", known.size(), promised.size());
        List<String> unsent = promised.values().stream()
                .filter(request -> !sent.contains(request.id()))
                .map(request -> request.id() + " " + Backlog.fate(database, request))
                .toList();
        none("accepted, and not sent as the API says", unsent);
    }

    private static List<String> those(Set<String> all, Predicate<String> wrong) {
        return all.stream().filter(wrong).sorted().toList();
    }

    private void exactly(String what, long found, long demanded) {
        checks.add(new Check(what, found, Long.toString(demanded), found == demanded, ""));
    }

    private void none(String what, Collection<String> found) {
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
