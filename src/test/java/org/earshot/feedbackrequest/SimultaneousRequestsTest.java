package org.earshot.feedbackrequest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Of two calls that ask the same person at the same time one wins. Both are on their way before either can be answered,
 * for neither is complete until the other lacks no more than its last byte.
 */
@QuarkusTest
@Tag("W28")
class SimultaneousRequestsTest {

    private static final int PAIRS = 1000;
    private static final int PAIRS_AT_ONCE = 8;
    private static final int PATIENCE_MILLIS = 20_000;

    @TestHTTPResource
    URI service;

    @Test
    void ofAThousandPairsOfSimultaneousPostsOneOfEachWins() throws Exception {
        int company = Tenants.plain();
        String token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, company);
        ExecutorService callers = Executors.newFixedThreadPool(PAIRS_AT_ONCE);
        try {
            List<Future<List<List<Integer>>>> shares = new ArrayList<>();
            for (int share = 0; share < PAIRS_AT_ONCE; share++) {
                shares.add(callers.submit(() -> answersToPairs(PAIRS / PAIRS_AT_ONCE, company, token)));
            }
            Map<String, Integer> outcomes = new TreeMap<>();
            for (Future<List<List<Integer>>> share : shares) {
                share.get().forEach(pair -> outcomes.merge(pair.toString(), 1, Integer::sum));
            }
            assertEquals(Map.of("[200, 418]", PAIRS), outcomes);
        } finally {
            callers.shutdownNow();
        }
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, company)
                .get("/request/list/" + company)
                .then()
                .header("X-Total-Count", Integer.toString(PAIRS));
    }

    private List<List<Integer>> answersToPairs(int pairs, int company, String token) throws IOException {
        List<List<Integer>> answers = new ArrayList<>();
        try (Connection one = new Connection(service);
                Connection other = new Connection(service)) {
            for (int pair = 0; pair < pairs; pair++) {
                byte[] call = call(company, token);
                one.send(call, 0, call.length - 1);
                other.send(call, 0, call.length - 1);
                Connection first = pair % 2 == 0 ? one : other;
                first.send(call, call.length - 1, 1);
                (first == one ? other : one).send(call, call.length - 1, 1);
                answers.add(Stream.of(one.status(), other.status()).sorted().toList());
            }
        }
        return answers;
    }

    private static byte[] call(int company, String token) {
        String body = "company=%d&type=email&name=Jane+Doe&platform=auto&destination=%s"
                .formatted(company, Sandbox.newAddress());
        return """
                POST /request HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/x-www-form-urlencoded\r
                Content-Length: %d\r
                \r
                %s""".formatted(token, body.length(), body).getBytes(US_ASCII);
    }

    /** A connection that is kept, with one call on it at a time. */
    private static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final InputStream answers;

        Connection(URI service) throws IOException {
            socket = new Socket(service.getHost(), service.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            answers = new BufferedInputStream(socket.getInputStream());
        }

        void send(byte[] call, int from, int length) throws IOException {
            socket.getOutputStream().write(call, from, length);
            socket.getOutputStream().flush();
        }

        /** Reads one answer to its end. */
        int status() throws IOException {
            int status = Integer.parseInt(line().split(" ", 3)[1]);
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String[] nameAndValue = header.split(":", 2);
                if (nameAndValue[0].toLowerCase(Locale.ROOT).equals("content-length")) {
                    length = Integer.parseInt(nameAndValue[1].strip());
                }
            }
            answers.readNBytes(length);
            return status;
        }

        private String line() throws IOException {
            byte[] line = new byte[8192];
            int length = 0;
            for (int next = answers.read(); next != '\n'; next = answers.read()) {
                if (next < 0) {
                    throw new EOFException("The service hung up");
                }
                line[length++] = (byte) next;
            }
            return new String(Arrays.copyOf(line, length), US_ASCII).strip();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
