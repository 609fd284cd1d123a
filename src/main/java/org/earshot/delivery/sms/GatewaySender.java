package org.earshot.delivery.sms;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.earshot.delivery.Channel;
import org.earshot.delivery.ChosenSenders;
import org.earshot.delivery.DeliveryOutcome;
import org.earshot.delivery.MessageSender;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.kernel.StartupRule;
import org.jspecify.annotations.Nullable;

/**
 * Posts text messages as JSON to a gateway, under an idempotency key: any provider can be had by a small adapter that
 * understands it.
 */
@Singleton
class GatewaySender implements MessageSender, StartupRule {

    static final String NAME = "gateway";

    private static final String URL = "earshot.delivery.sms.gateway.url";

    private static final JsonMapper JSON = new JsonMapper();

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
        if (!(message instanceof OutgoingMessage.Sms)) {
            return Uni.createFrom().item(new DeliveryOutcome.Refused("the message is no text message"));
        }
        String key = message.key().idempotencyKey();
        String authorization = config.token().map(token -> "Bearer " + token).orElse(null);
        return provider.outcome(
                message, api().send(key, authorization, body(message)), answer -> judge(answer, message));
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
        String reason = "the SMS gateway answered " + answer.status() + answer.explanation(message);
        return answer.temporary() || answer.misconfigured() || answer.status() == IN_PROGRESS
                ? new DeliveryOutcome.Deferred(reason, answer.retryAfter())
                : new DeliveryOutcome.Refused(reason);
    }

    @Override
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        List<Channel> channels = chosen.channelsOf(NAME);
        if (channels.contains(Channel.EMAIL)) {
            missing.add("earshot.delivery.sender.email: " + NAME + " sends text messages only");
        }
        if (channels.contains(Channel.SMS)) {
            missing.addAll(WebAddress.missing(URL, config.url()));
        }
        return missing;
    }

    @Override
    public List<String> unsafe() {
        return chosen.channelsOf(NAME).contains(Channel.SMS) ? WebAddress.unsafe(URL, config.url()) : List.of();
    }
}
