package org.earshot.crash;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.earshot.crash.Api.Company;
import org.earshot.testing.Database;
import org.earshot.testing.Patience;
import org.earshot.testing.Replica;

/**
 * One run: starts the service, puts messages in while replicas are killed and frozen and PostgreSQL crashes, waits until
 * everything has calmed down, and judges.
 */
final class CrashHarness {

    private static final Duration CALM = Duration.ofMinutes(3);

    private CrashHarness() {}

    /** Runs a plan; logs of all processes go to the directory. */
    static Verdict run(Plan plan, Path directory) throws IOException {
        Files.createDirectories(directory);
        System.out.println(plan + ", logs in " + directory);
        try (Provider provider = new Provider(plan.seed());
                Service service = new Service(directory, provider)) {
            List<URI> replicas =
                    service.replicas().stream().map(Replica::address).toList();
            Api api = new Api();
            List<Company> companies = new ArrayList<>();
            for (int number = 1; number <= Plan.COMPANIES; number++) {
                companies.add(api.register(replicas.get(0), number));
            }
            try (Load load = new Load(api, replicas, companies)) {
                new Chaos(plan, service, provider, load).run();
                Database database = service.database();
                boolean calm = Patience.until(CALM, () -> Backlog.isEmpty(database));
                System.out.println((calm ? "calm" : "still not calm") + "; callers were answered " + load.answers()
                        + "; the provider " + told(provider.account()));
                Verdict verdict = Verdict.of(plan, api, service, provider, load, companies);
                System.out.println(verdict);
                return verdict;
            }
        }
    }

    private static String told(Provider.Account account) {
        return "got %d calls, was busy for %d, silent to %d, unheard by %d"
                .formatted(account.arrivals(), account.busy(), account.silent(), account.unheard());
    }
}
