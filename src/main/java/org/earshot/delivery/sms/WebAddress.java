package org.earshot.delivery.sms;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.earshot.kernel.Loopback;

/** What an address of a provider must be, whoever configures it. */
final class WebAddress {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private WebAddress() {}

    /** What is wrong with the value of a key, in words that name it. */
    static List<String> missing(String key, Optional<URI> address) {
        return address.filter(WebAddress::isWeb).isPresent()
                ? List.of()
                : List.of(key + " must be an address such as https://sms.example.com/messages");
    }

    /** What is dangerous about it. */
    static List<String> unsafe(String key, Optional<URI> address) {
        boolean open = address.filter(WebAddress::isWeb)
                .filter(found -> scheme(found).equals("http") && !Loopback.is(found.getHost()))
                .isPresent();
        return open ? List.of(key + " sends numbers and the token over the network without TLS") : List.of();
    }

    private static boolean isWeb(URI address) {
        return address.getHost() != null && address.getScheme() != null && SCHEMES.contains(scheme(address));
    }

    private static String scheme(URI address) {
        return address.getScheme().toLowerCase(Locale.ROOT);
    }
}
