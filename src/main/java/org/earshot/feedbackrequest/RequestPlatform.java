package org.earshot.feedbackrequest;

import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.earshot.company.CompanySettings;
import org.earshot.company.CompanySettings.Platform;

/** Where, besides our own page, people are invited to post what they think (W19). */
enum RequestPlatform {
    WORKINGFEEDBACK("workingfeedback"),
    GOOGLE("google"),
    FACEBOOK("facebook"),
    AUTO("auto");

    private final String word;

    RequestPlatform(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Optional<RequestPlatform> of(String word) {
        return Arrays.stream(values())
                .filter(platform -> platform.word.equals(word))
                .findFirst();
    }

    /** Whether the company has set the link that this choice names; {@code auto} takes what there is. */
    boolean availableTo(CompanySettings settings) {
        return this == WORKINGFEEDBACK || this == AUTO || !links(settings).isEmpty();
    }

    /** The links to offer: of what this choice names, those that the company has set. */
    Map<Platform, URI> links(CompanySettings settings) {
        Map<Platform, URI> links = new EnumMap<>(Platform.class);
        settings.platformLinks().forEach((platform, link) -> {
            if (offers(platform)) {
                links.put(platform, link);
            }
        });
        return links;
    }

    private boolean offers(Platform platform) {
        return switch (this) {
            case WORKINGFEEDBACK -> false;
            case GOOGLE -> platform == Platform.GOOGLE;
            case FACEBOOK -> platform == Platform.FACEBOOK;
            case AUTO -> true;
        };
    }
}
