package org.earshot.journey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.journey.ClientCalls.Answer;
import org.earshot.journey.ClientCalls.Call;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The calls of published clients, made with the client that comes with Java. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("W11")
@Tag("W13")
class JavaClientTest {

    @TestHTTPResource
    URI service;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger numbers = new AtomicInteger();

    static List<Call> calls() {
        return ClientCalls.all();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anOddCallGetsItsRightAnswer(Call odd) throws Exception {
        int company = Tenants.plain();
        Call call = ClientCalls.filled(
                odd,
                company,
                Sandbox.asked(company, Sandbox.newAddress()),
                Sandbox.token(Sandbox.ALL_OF_REQUESTS, company),
                numbers.incrementAndGet());
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(call.target()))
                .method(
                        call.method(),
                        call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body()));
        call.headers().forEach(request::header);
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        ClientCalls.check(
                call,
                new Answer(
                        answer.statusCode(),
                        answer.headers().firstValue("Content-Type").orElse(""),
                        answer.body()));
    }
}
