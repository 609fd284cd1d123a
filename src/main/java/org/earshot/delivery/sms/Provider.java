package org.earshot.delivery.sms;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.earshot.delivery.DeliveryOutcome;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.delivery.ServerFailure;
import org.earshot.delivery.SmsSegments;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/** Calls to a provider over HTTP: each with an end, with room for many at once, and never redirected. */
@Singleton
class Provider {

    private final SmsConfig config;
    private final Duration timeout;
    private final Clock clock;
    private final Counter segments;

    Provider(
            SmsConfig config,
            @ConfigProperty(name = "earshot.delivery.send-timeout", defaultValue = "10s") Duration timeout,
            Clock clock,
            MeterRegistry metrics) {
        this.segments = Counter.builder("earshot.sms.segments")
                .description("Parts in which text messages were handed over")
                .register(metrics);
        this.config = config;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** A client for an address. */
    <T> T client(Class<T> api, URI address) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(address)
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .disableDefaultMapper(true)
                .userAgent("Earshot")
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, config.connections())
                .build(api);
    }

    /** What comes of a call; one that fails may be repeated. */
    Uni<DeliveryOutcome> outcome(
            OutgoingMessage message, Uni<Response> call, Function<ProviderAnswer, DeliveryOutcome> judge) {
        return call.map(this::read)
                .map(judge)
                .invoke(outcome -> count(message, outcome))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .recoverWithItem(
                        failure -> new DeliveryOutcome.Deferred(ServerFailure.describe("the provider", failure)));
    }

    private void count(OutgoingMessage message, DeliveryOutcome outcome) {
        if (outcome instanceof DeliveryOutcome.Delivered) {
            segments.increment(SmsSegments.of(message.text()).count());
        }
    }

    private ProviderAnswer read(Response response) {
        Instant now = header(response, HttpHeaders.DATE).flatMap(Provider::date).orElseGet(clock::instant);
        return new ProviderAnswer(
                response.getStatus(),
                header(response, HttpHeaders.RETRY_AFTER).flatMap(value -> ProviderAnswer.retryAfter(value, now)),
                Optional.ofNullable(response.readEntity(String.class)).orElse(""));
    }

    private static Optional<String> header(Response response, String name) {
        return Optional.ofNullable(response.getHeaderString(name));
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(ProviderAnswer.date(value));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
