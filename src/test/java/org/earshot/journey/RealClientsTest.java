package org.earshot.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.earshot.journey.ClientCalls.Answer;
import org.earshot.journey.ClientCalls.Call;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The calls of published clients, made by curl, Node and Python, which have to be there. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("full")
@Tag("W11")
@Tag("W13")
class RealClientsTest {

    private static final int PATIENCE_SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A program that makes a call, and prints {@code {"status", "type", "body"}}, or the like. */
    enum Client {
        CURL {
            @Override
            List<String> command(URI service, Call call) {
                List<String> command = new ArrayList<>(List.of("curl", "-sS", "-g", "-X", call.method()));
                call.headers().forEach((name, value) -> {
                    command.add("-H");
                    command.add(value.isEmpty() ? name + ";" : name + ": " + value);
                });
                if (call.body() != null) {
                    command.add("-d");
                    command.add(call.body());
                }
                command.addAll(List.of("-w", "\n%{http_code} %{content_type}", service + call.target()));
                return command;
            }

            @Override
            Answer read(String output) {
                int end = output.lastIndexOf('\n');
                String[] statusAndType = output.substring(end + 1).split(" ", 2);
                return new Answer(Integer.parseInt(statusAndType[0]), statusAndType[1], output.substring(0, end));
            }
        },

        NODE {
            @Override
            List<String> command(URI service, Call call) {
                // fetch makes no GET with a body, so those who want one take the module below it
                return List.of("node", "-e", """
                        const { service, method, target, headers, body } = JSON.parse(process.argv[1]);
                        const print = (status, type, text) =>
                          process.stdout.write(JSON.stringify({ status, type, body: text }));
                        if (method === 'GET' && body !== null) {
                          const call = require('http').request(service + target, {
                            method, headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } },
                            answer => {
                              let text = '';
                              answer.setEncoding('utf8');
                              answer.on('data', chunk => { text += chunk; });
                              answer.on('end', () => print(answer.statusCode, answer.headers['content-type'], text));
                            });
                          call.end(body);
                        } else {
                          fetch(service + target, { method, headers, body: body ?? undefined }).then(async answer =>
                            print(answer.status, answer.headers.get('content-type'), await answer.text()));
                        }
                        """, asJson(service, call));
            }
        },

        PYTHON {
            @Override
            List<String> command(URI service, Call call) {
                return List.of("python3", "-c", """
                        import json, sys, urllib.error, urllib.request
                        call = json.loads(sys.argv[1])
                        body = None if call['body'] is None else call['body'].encode()
                        request = urllib.request.Request(
                            call['service'] + call['target'], data=body, headers=call['headers'], method=call['method'])
                        try:
                            answer = urllib.request.urlopen(request)
                        except urllib.error.HTTPError as error:
                            answer = error
                        print(json.dumps({'status': answer.status, 'type': answer.headers['Content-Type'],
                            'body': answer.read().decode()}))
                        """, asJson(service, call));
            }
        };

        abstract List<String> command(URI service, Call call);

        Answer read(String output) throws JsonProcessingException {
            JsonNode answer = JSON.readTree(output);
            return new Answer(
                    answer.path("status").asInt(),
                    answer.path("type").asText(),
                    answer.path("body").asText());
        }

        private static String asJson(URI service, Call call) {
            Map<String, Object> members = new HashMap<>();
            members.put("service", service.toString());
            members.put("method", call.method());
            members.put("target", call.target());
            members.put("headers", call.headers());
            members.put("body", call.body());
            try {
                return JSON.writeValueAsString(members);
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
    }

    @TestHTTPResource
    URI service;

    private int numbers;

    static Stream<Arguments> calls() {
        return Arrays.stream(Client.values())
                .flatMap(client -> ClientCalls.all().stream().map(call -> Arguments.of(client, call)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anOddCallGetsItsRightAnswer(Client client, Call odd) throws Exception {
        int company = Tenants.plain();
        Call call = ClientCalls.filled(
                odd,
                company,
                Sandbox.asked(company, Sandbox.newAddress()),
                Sandbox.token(Sandbox.ALL_OF_REQUESTS, company),
                ++numbers);
        URI root = URI.create("http://" + service.getHost() + ":" + service.getPort());
        ClientCalls.check(call, client.read(output(client.command(root, call))));
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start(); // which fails if there is no such program
        program.getOutputStream().close();
        String output = new String(program.getInputStream().readAllBytes(), UTF_8);
        assertTrue(program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), command.get(0) + " ends");
        assertEquals(0, program.exitValue(), command.get(0) + " succeeds");
        return output;
    }
}
