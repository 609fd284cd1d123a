package org.earshot.delivery.sms;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.earshot.delivery.Channel;
import org.earshot.delivery.ChosenSenders;
import org.earshot.delivery.DeliveryOutcome;
import org.earshot.delivery.MessageSender;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.delivery.SuppressionReason;
import org.earshot.kernel.StartupRule;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Hands text messages to Twilio, or to a provider that understands the same calls. There is no idempotency key for
 * messages there: what it takes twice, it sends twice.
 */
@Singleton
class TwilioSender implements MessageSender, StartupRule {

    static final String NAME = "twilio";

    private static final String KEYS = "earshot.delivery.sms.twilio.";

    /** The recipient has answered STOP. */
    private static final int OPTED_OUT = 21610;

    /** No number, or none that takes text messages. */
    private static final Set<Integer> NO_SUCH_NUMBER = Set.of(21211, 21614);

    /** The queue is full. */
    private static final Set<Integer> TOO_MANY = Set.of(20429, 21611, 30001);

    /** Our number, service, account or its rights: every message meets the same, and none is to be lost for it. */
    private static final Set<Integer> OUR_CONFIGURATION =
            Set.of(20003, 21212, 21408, 21603, 21606, 21609, 21659, 21660, 21701, 21703, 21705);

    private final SmsConfig.Twilio config;
    private final Provider provider;
    private final ChosenSenders chosen;
    private final Optional<URI> publicUrl;
    private @Nullable TwilioApi api;

    TwilioSender(
            SmsConfig config,
            Provider provider,
            ChosenSenders chosen,
            @ConfigProperty(name = "earshot.public-url") Optional<URI> publicUrl) {
        this.config = config.twilio();
        this.provider = provider;
        this.chosen = chosen;
        this.publicUrl = publicUrl;
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
        String account = config.accountSid().orElseThrow();
        String login = account + ":" + config.authToken().orElseThrow();
        String authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return provider.outcome(
                message, api().send(account, authorization, form(message)), answer -> judge(answer, message));
    }

    private synchronized TwilioApi api() {
        if (api == null) {
            api = provider.client(TwilioApi.class, config.url());
        }
        return api;
    }

    /** The same bytes for the same message, whoever writes them: fields in this order, and no others. */
    private String form(OutgoingMessage message) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("To", message.destination());
        config.from().ifPresent(from -> fields.put("From", from));
        config.messagingServiceSid().ifPresent(service -> fields.put("MessagingServiceSid", service));
        fields.put("Body", message.text());
        if (config.statusCallbacks()) {
            String key = encoded(message.key().idempotencyKey());
            fields.put(
                    "StatusCallback",
                    publicUrl
                            .orElseThrow()
                            .resolve("/webhooks/twilio/status?message=" + key)
                            .toString());
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What an answer means. */
    static DeliveryOutcome judge(ProviderAnswer answer, OutgoingMessage message) {
        if (answer.success()) {
            return new DeliveryOutcome.Delivered();
        }
        int code = answer.code();
        String reason = "Twilio answered " + answer.status()
                + (code == 0 ? "" : " (error " + code + ")")
                + answer.explanation(message);
        if (code == OPTED_OUT) {
            return new DeliveryOutcome.Refused(reason, Optional.of(SuppressionReason.OPTED_OUT));
        }
        if (NO_SUCH_NUMBER.contains(code)) {
            return new DeliveryOutcome.Refused(reason, Optional.of(SuppressionReason.BOUNCED));
        }
        return answer.temporary()
                        || answer.misconfigured()
                        || TOO_MANY.contains(code)
                        || OUR_CONFIGURATION.contains(code)
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
            missing.addAll(WebAddress.missing(KEYS + "url", Optional.of(config.url())));
            if (config.accountSid().isEmpty()) {
                missing.add(KEYS + "account-sid is missing");
            }
            if (config.authToken().isEmpty()) {
                missing.add(KEYS + "auth-token is missing");
            }
            if (config.from().isEmpty() && config.messagingServiceSid().isEmpty()) {
                missing.add(KEYS + "from or " + KEYS + "messaging-service-sid is missing");
            }
        }
        return missing;
    }

    @Override
    public List<String> unsafe() {
        return chosen.channelsOf(NAME).contains(Channel.SMS)
                ? WebAddress.unsafe(KEYS + "url", Optional.of(config.url()))
                : List.of();
    }
}
