package org.earshot.crash;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.earshot.crash.Api.Company;
import org.earshot.testing.Patience;

/**
 * The companies' software, which asks people for feedback, each of them once. A call that fails, or that nobody answers,
 * is made again under the same idempotency key, at the next replica, until it is answered: so it is known exactly what
 * was accepted.
 */
final class Load implements AutoCloseable {

    /** A request that the service said it accepted. */
    record Accepted(Company company, long id) {

        @Override
        public String toString() {
            return "request " + id + " of company " + company.id();
        }
    }

    private static final int CALLERS = 16;
    private static final Duration PER_REQUEST = Duration.ofMinutes(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final Duration AVOIDED_FOR = Duration.ofSeconds(2);
    private static final String NO_ANSWER = "none";

    private final Api api;
    private final List<URI> replicas;
    private final List<Company> companies;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final AtomicLongArray avoidedUntil;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentMap<String, Accepted> accepted = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private int people;

    Load(Api api, List<URI> replicas, List<Company> companies) {
        this.api = api;
        this.replicas = List.copyOf(replicas);
        this.companies = List.copyOf(companies);
        this.avoidedUntil = new AtomicLongArray(replicas.size());
        for (int replica = 0; replica < replicas.size(); replica++) {
            avoidedUntil.set(replica, System.nanoTime());
        }
    }

    /** Asks so many people more, and does not wait for the answers. */
    void ask(int more) {
        for (int last = people + more; people < last; people++) {
            int person = people;
            waiting.incrementAndGet();
            callers.execute(() -> askOne(person));
        }
    }

    /** Waits until all calls are answered; whether they were in time. */
    boolean awaitAnswers(Duration limit) {
        return Patience.until(limit, () -> waiting.get() == 0);
    }

    /** Number of the recipient → the request to them. */
    Map<String, Accepted> accepted() {
        return Map.copyOf(accepted);
    }

    /** Status → how often it was answered; those that are no 200 were tried again. */
    Map<String, Integer> answers() {
        Map<String, Integer> counted = new TreeMap<>();
        answers.forEach((status, times) -> counted.put(status, times.get()));
        return counted;
    }

    /** What no second try can mend. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Mobile numbers of a range that is valid; nothing leaves this machine. */
    private static String number(int person) {
        return "+447400" + String.format(Locale.ROOT, "%06d", person);
    }

    private void askOne(int person) {
        Company company = companies.get(person % companies.size());
        long deadline = System.nanoTime() + PER_REQUEST.toNanos();
        boolean open = true;
        while (open && System.nanoTime() < deadline) {
            int replica = nextReplica();
            try {
                open = !isFinal(
                        person,
                        company,
                        api.ask(replicas.get(replica), company, number(person), "Person " + person, "ask-" + person));
            } catch (IOException e) {
                count(NO_ANSWER);
                avoidedUntil.set(replica, System.nanoTime() + AVOIDED_FOR.toNanos());
            } catch (RuntimeException e) {
                open = false;
                failures.add("person " + person + ": " + e);
            }
            if (open) {
                Patience.pause(BETWEEN_TRIES);
            }
        }
        if (open) {
            failures.add("person " + person + ": no answer within " + PER_REQUEST);
        }
        waiting.decrementAndGet();
    }

    private boolean isFinal(int person, Company company, HttpResponse<String> answer) {
        int status = answer.statusCode();
        count(Integer.toString(status));
        if (status == 200) {
            long id = new JsonObject(answer.body()).getLong("id");
            accepted.put(number(person), new Accepted(company, id));
            return true;
        }
        boolean passing = status == 409 || status >= 500;
        if (!passing) {
            failures.add("person " + person + ": " + status + " " + answer.body());
        }
        return !passing;
    }

    private void count(String status) {
        answers.computeIfAbsent(status, first -> new AtomicInteger()).incrementAndGet();
    }

    /** Each replica in turn, as a load balancer does, which avoids for a while one that gave no answer. */
    private int nextReplica() {
        long now = System.nanoTime();
        for (int tries = 0; tries < replicas.size(); tries++) {
            int replica = Math.floorMod(next.getAndIncrement(), replicas.size());
            if (avoidedUntil.get(replica) - now <= 0) {
                return replica;
            }
        }
        return Math.floorMod(next.getAndIncrement(), replicas.size());
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
