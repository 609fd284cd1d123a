package org.earshot.delivery;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which senders the configuration chooses, for senders that demand nothing as long as nobody chose them. */
@Singleton
public class ChosenSenders {

    private final DeliveryConfig config;

    ChosenSenders(DeliveryConfig config) {
        this.config = config;
    }

    /** The channels that a sender was chosen for. */
    public List<Channel> channelsOf(String sender) {
        return Arrays.stream(Channel.values())
                .filter(channel -> config.sender()
                        .getOrDefault(Senders.word(channel), Optional.empty())
                        .filter(sender::equals)
                        .isPresent())
                .toList();
    }
}
