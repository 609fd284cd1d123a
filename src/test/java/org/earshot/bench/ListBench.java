package org.earshot.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.earshot.testing.Database;
import org.earshot.testing.Median;
import org.earshot.testing.OwnPostgres;
import org.earshot.testing.Replica;
import org.earshot.testing.TokenKeyFiles;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long the pages of a long list take, near and far, of all feedback and of one representative's, and how a walk along
 * its links goes on; and how long it takes to take all of it along. Prints figures, and demands only that the pages are the
 * right ones.
 */
@Tag("bench")
class ListBench {

    private static final int FEEDBACKS = Integer.getInteger("earshot.bench.feedbacks", 1_000_000);
    private static final int ROUNDS = 41;
    private static final int PER_PAGE = 25;
    private static final int STEPS = 200;
    private static final int HEAP = 256;
    private static final int PIECE = 1 << 16;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<Double> PLACES = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

    private static final Map<String, String> SERVER = Map.of(
            "shared_buffers", "2GB", "max_wal_size", "8GB", "full_page_writes", "off", "synchronous_commit", "off");

    private final Path directory = Path.of("target", "bench-lists").toAbsolutePath();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void list() {
        try (OwnPostgres postgres = OwnPostgres.in(directory, SERVER);
                Replica replica = new Replica("lists", directory, settings(postgres), List.of("-Xmx" + HEAP + "m"))) {
            replica.start();
            replica.awaitReady();
            load(replica, new Database(postgres.dataSource()));
            String token = token(replica);
            URI list = replica.address().resolve("/v1/activity-feedback-v2");
            pages(list, "", token);
            pages(list, "&rep=rep%201", token);
            pages(list, "&rep=rep%20250", token);
            walk(list, token);
            export(list, "ndjson", FEEDBACKS, token);
            export(list, "csv", FEEDBACKS + 1L, token);
        }
    }

    private Map<String, String> settings(OwnPostgres postgres) {
        Map<String, String> settings = new HashMap<>(Replica.settings(postgres, TokenKeyFiles.in(directory)));
        settings.put("earshot.rate-limit.activity.per-minute", "0");
        settings.put("earshot.rate-limit.activity.per-day", "0");
        return settings;
    }

    private String token(Replica replica) {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(replica.address().resolve("/sandbox/tokens"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"companies\":[1],\"scope\":\"activity:read activity:write\"}")));
        return new JsonObject(answer.body()).getString("token");
    }

    /** Stores feedback, evenly over a year, and has it counted. */
    private void load(Replica replica, Database database) {
        long start = System.nanoTime();
        try (InputStream file = ListBench.class.getResourceAsStream("/bench/feedback.sql")) {
            for (String statement : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n\n")) {
                database.run(statement
                        .replace(":first", "'2025-01-01 00:00:00+00'")
                        .replace(":feedbacks", Integer.toString(FEEDBACKS)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        do {
            send(HttpRequest.newBuilder(replica.address().resolve("/sandbox/tick"))
                    .POST(HttpRequest.BodyPublishers.noBody()));
        } while (database.number("select count(*) from analytics_delta") > 0);
        database.run("vacuum analyze");
        say("%,d loaded in %d s", FEEDBACKS, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }

    private void pages(URI list, String filter, String token) {
        long total = total(page(list, filter, 1, token));
        long last = (total + PER_PAGE - 1) / PER_PAGE;
        double[][] millis = new double[PLACES.size()][ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) { // the first half warms up
            for (int place = 0; place < millis.length; place++) {
                long number = Math.max(1, Math.round(last * PLACES.get(place)));
                long start = System.nanoTime();
                JsonObject page = page(list, filter, number, token);
                if (round >= 0) {
                    millis[place][round] = (System.nanoTime() - start) / 1e6;
                }
                Assertions.assertEquals(total, total(page));
                Assertions.assertEquals(
                        Math.min(PER_PAGE, total - (number - 1) * PER_PAGE),
                        page.getJsonArray("data").size());
            }
        }
        double[] medians = Arrays.stream(millis).mapToDouble(Median::of).toArray();
        say(
                "%s, %,d: page 1 %.1f ms, at a quarter %.1f ms, at half %.1f ms, at three quarters %.1f ms, the last %.1f ms;"
                        + " slowest ÷ fastest %.2f",
                filter.isEmpty() ? "all" : filter.substring(1).replace("%20", " "),
                total,
                medians[0],
                medians[1],
                medians[2],
                medians[3],
                medians[4],
                Arrays.stream(medians).max().orElseThrow()
                        / Arrays.stream(medians).min().orElseThrow());
    }

    private JsonObject page(URI list, String filter, long number, String token) {
        URI page = URI.create(list + "?per_page=" + PER_PAGE + "&page=" + number + filter);
        return new JsonObject(get(page, token).body());
    }

    private static long total(JsonObject page) {
        return page.getJsonObject("paging").getLong("total");
    }

    /** Follows the links from the beginning, and from far down. */
    private void walk(URI list, String token) {
        double[] medians = new double[2];
        for (int i = 0; i < medians.length; i++) {
            long number = i == 0 ? 1 : FEEDBACKS / PER_PAGE * 3L / 4;
            HttpResponse<String> page = get(URI.create(list + "?per_page=" + PER_PAGE + "&page=" + number), token);
            double[] millis = new double[STEPS];
            for (int step = 0; step < STEPS; step++) {
                String link = page.headers().firstValue("Link").orElseThrow();
                long start = System.nanoTime();
                page = get(list.resolve(link.substring(1, link.indexOf('>'))), token);
                millis[step] = (System.nanoTime() - start) / 1e6;
            }
            medians[i] = Median.of(millis);
        }
        say("a step of a walk: %.1f ms from page 1 on, %.1f ms at three quarters", medians[0], medians[1]);
    }

    /** Takes everything along: many times what the service has room for. */
    private void export(URI list, String format, long lines, String token) {
        long start = System.nanoTime();
        long bytes = 0;
        long found = 0;
        byte[] piece = new byte[PIECE];
        HttpRequest export = HttpRequest.newBuilder(URI.create(list + "/export?format=" + format))
                .header("Authorization", "Bearer " + token)
                .build();
        try (InputStream body =
                http.send(export, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                bytes += read;
                for (int i = 0; i < read; i++) {
                    found += piece[i] == '\n' ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Assertions.assertEquals(lines, found);
        double seconds = (System.nanoTime() - start) / 1e9;
        say(
                "export as %s: %,d MB in %.0f s, %,.0f pieces a second, with a heap of %d MB",
                format, bytes >> 20, seconds, FEEDBACKS / seconds, HEAP);
    }

    private HttpResponse<String> get(URI address, String token) {
        return send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            Assertions.assertEquals(200, answer.statusCode(), answer::body);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void say(String format, Object... figures) {
        System.out.println("bench-lists: " + format.formatted(figures));
    }
}
