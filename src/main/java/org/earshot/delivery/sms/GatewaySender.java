package org.earshot.delivery.sms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.earshot.delivery.Channel;
import org.earshot.delivery.ChosenSenders;
import org.earshot.delivery.DeliveryOutcome;
import org.earshot.delivery.MessageSender;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.delivery.ServerWords;
import org.earshot.kernel.Loopback;
import org.earshot.kernel.StartupRule;
import org.jspecify.annotations.Nullable;

/**
 * Posts text messages as JSON to a gateway, under an idempotency key: any provider can be had by a small adapter that
 * understands it.
 */
@Singleton
class GatewaySender implements MessageSender, StartupRule {

    static final String NAME = "gateway";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int LONGEST_ANSWER = 10_000;

    /** The same key is at work there this very moment: an earlier attempt that we no longer wait for. */
    private static final int IN_PROGRESS = 409;

    private final SmsConfig.Gateway config;
    private final Provider provider;
    private final ChosenSenders chosen;
    private @Nullable GatewayApi api;

    GatewaySender(SmsConfig config, Provider provider, ChosenSenders chosen) {
        this.config = config.gateway();
        this.provider = provider;
        this.chosen = chosen;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean real() {
        return true;
    }

    @Override
    public Uni<DeliveryOutcome> send(OutgoingMessage message) {
        String key = message.key().idempotencyKey();
        String authorization = config.token().map(token -> "Bearer " + token).orElse(null);
        return provider.outcome(api().send(key, authorization, body(message)), answer -> judge(answer, message));
    }

    private synchronized GatewayApi api() {
        if (api == null) {
            api = provider.client(GatewayApi.class, config.url().orElseThrow());
        }
        return api;
    }

    /** The same bytes for the same message, whoever writes them: members in this order, and no others. */
    private String body(OutgoingMessage message) {
        ObjectNode body = JSON.createObjectNode();
        body.put("to", message.destination());
        config.from().ifPresent(from -> body.put("from", from));
        body.put("text", message.text());
        body.put("reference", message.key().idempotencyKey());
        return body.toString();
    }

    /** What an answer means. */
    static DeliveryOutcome judge(ProviderAnswer answer, OutgoingMessage message) {
        if (answer.success()) {
            return new DeliveryOutcome.Delivered();
        }
        String reason = "the SMS gateway answered " + answer.status()
                + words(answer.body())
                        .flatMap(words -> ServerWords.of(words, message))
                        .map(words -> ": " + words)
                        .orElse("");
        return answer.temporary() || answer.misconfigured() || answer.status() == IN_PROGRESS
                ? new DeliveryOutcome.Deferred(reason, answer.retryAfter())
                : new DeliveryOutcome.Refused(reason);
    }

    private static Optional<String> words(String body) {
        if (body.length() > LONGEST_ANSWER) {
            return Optional.empty();
        }
        try {
            JsonNode answer = JSON.readTree(body);
            return Stream.of("message", "error")
                    .map(answer::path)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .findFirst();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        List<Channel> channels = chosen.channelsOf(NAME);
        if (channels.contains(Channel.EMAIL)) {
            missing.add("earshot.delivery.sender.email: " + NAME + " sends text messages only");
        }
        if (channels.contains(Channel.SMS)
                && config.url().filter(GatewaySender::isWeb).isEmpty()) {
            missing.add("earshot.delivery.sms.gateway.url must be an address such as https://sms.example.com/messages");
        }
        return missing;
    }

    @Override
    public List<String> unsafe() {
        boolean open = chosen.channelsOf(NAME).contains(Channel.SMS)
                && config.url().filter(GatewaySender::isOpen).isPresent();
        return open
                ? List.of("earshot.delivery.sms.gateway.url sends numbers and the token over the network without TLS")
                : List.of();
    }

    private static boolean isWeb(URI url) {
        return url.getHost() != null && url.getScheme() != null && SCHEMES.contains(scheme(url));
    }

    private static boolean isOpen(URI url) {
        return isWeb(url) && scheme(url).equals("http") && !Loopback.is(url.getHost());
    }

    private static String scheme(URI url) {
        return url.getScheme().toLowerCase(Locale.ROOT);
    }
}
