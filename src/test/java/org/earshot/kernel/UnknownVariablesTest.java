package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownVariablesTest {

    private static final Set<String> KEYS =
            Set.of("earshot.delivery.batch", "earshot.public-url", "earshot.keys.link.*", "earshot.cors.origins[*]");

    @Test
    void mistypedVariablesAreFound() {
        assertEquals(
                List.of("EARSHOT_DELIVERY_BACTH", "EARSHOT_KEYS_LINK", "EARSHOT_PUBLICURL"),
                UnknownVariables.unknown(
                        List.of("EARSHOT_PUBLICURL", "EARSHOT_DELIVERY_BACTH", "EARSHOT_KEYS_LINK"), KEYS));
    }

    @Test
    void whatSetsAKeyOrIsSomebodyElsesIsNot() {
        assertEquals(
                List.of(),
                UnknownVariables.unknown(
                        List.of(
                                "EARSHOT_DELIVERY_BATCH",
                                "EARSHOT_PUBLIC_URL",
                                "EARSHOT_KEYS_LINK_1",
                                "EARSHOT_CORS_ORIGINS_0_",
                                "PATH",
                                "EARSHOT_SERVICE_HOST",
                                "EARSHOT_SERVICE_PORT",
                                "EARSHOT_SERVICE_PORT_HTTP",
                                "EARSHOT_PORT",
                                "EARSHOT_PORT_8080_TCP",
                                "EARSHOT_PORT_8080_TCP_ADDR"),
                        KEYS));
    }
}
