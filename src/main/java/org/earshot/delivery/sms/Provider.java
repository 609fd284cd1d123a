package org.earshot.delivery.sms;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.earshot.delivery.DeliveryOutcome;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/** Calls to a provider over HTTP: each with an end, with room for many at once, and never redirected. */
@Singleton
class Provider {

    private final SmsConfig config;
    private final Duration timeout;
    private final Clock clock;

    Provider(
            SmsConfig config,
            @ConfigProperty(name = "earshot.delivery.send-timeout", defaultValue = "10s") Duration timeout,
            Clock clock) {
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
    Uni<DeliveryOutcome> outcome(Uni<Response> call, Function<ProviderAnswer, DeliveryOutcome> judge) {
        return call.map(this::read)
                .map(judge)
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> new DeliveryOutcome.Deferred(describe(failure)));
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

    /** In words of our own: those of an exception may quote what was sent. */
    private static String describe(Throwable failure) {
        if (isCausedBy(failure, UnknownHostException.class)) {
            return "the provider's host is not known";
        }
        if (isCausedBy(failure, ConnectException.class)) {
            return "the provider takes no connection";
        }
        if (isCausedBy(failure, SSLException.class)) {
            return "no secure connection to the provider could be made";
        }
        return isCausedBy(failure, TimeoutException.class)
                        || isCausedBy(failure, io.smallrye.mutiny.TimeoutException.class)
                ? "the provider did not answer in time"
                : "the provider broke the connection, or its answer could not be read";
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, each -> each.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(10)
                .anyMatch(type::isInstance);
    }
}
