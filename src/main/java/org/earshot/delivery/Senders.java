package org.earshot.delivery;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.earshot.kernel.StartupRule;

/** Chooses, by configuration, who sends the messages of each channel. */
@Singleton
class Senders implements StartupRule {

    private final List<MessageSender> known;
    private final DeliveryConfig config;

    Senders(@All List<MessageSender> known, DeliveryConfig config) {
        this.known = known;
        this.config = config;
    }

    /** Who sends this message. */
    MessageSender of(OutgoingMessage message) {
        Channel channel = message instanceof OutgoingMessage.Email ? Channel.EMAIL : Channel.SMS;
        return of(channel).orElseThrow(() -> new IllegalStateException("No sender for " + channel));
    }

    /** A channel as the configuration and the metrics spell it. */
    static String word(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }

    private Optional<MessageSender> of(Channel channel) {
        return config.sender()
                .getOrDefault(word(channel), Optional.empty())
                .flatMap(name -> known.stream()
                        .filter(sender -> sender.name().equals(name))
                        .findFirst());
    }

    @Override
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (config.batch() < 1 || config.concurrency() < 1) {
            missing.add("earshot.delivery.batch and earshot.delivery.concurrency must be at least 1");
        }
        if (config.lease().compareTo(config.sendTimeout()) <= 0) {
            missing.add(
                    "earshot.delivery.lease must be longer than earshot.delivery.send-timeout, or a message could be"
                            + " claimed again while it is being sent");
        }
        if (config.retry().jitter() < 0 || config.retry().jitter() >= 1) {
            missing.add("earshot.delivery.retry.jitter must be at least 0 and below 1");
        }
        for (Channel channel : Channel.values()) {
            if (of(channel).isEmpty()) {
                missing.add("earshot.delivery.sender." + word(channel) + " names none of "
                        + known.stream().map(MessageSender::name).toList());
            }
        }
        return missing;
    }

    @Override
    public List<String> unsafe() {
        return Arrays.stream(Channel.values())
                .filter(channel -> of(channel).filter(sender -> !sender.real()).isPresent())
                .map(channel -> "earshot.delivery.sender." + word(channel) + " reaches nobody")
                .toList();
    }
}
