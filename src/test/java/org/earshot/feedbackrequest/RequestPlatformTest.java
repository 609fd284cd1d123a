package org.earshot.feedbackrequest;

import static org.earshot.feedbackrequest.RequestPlatform.AUTO;
import static org.earshot.feedbackrequest.RequestPlatform.FACEBOOK;
import static org.earshot.feedbackrequest.RequestPlatform.GOOGLE;
import static org.earshot.feedbackrequest.RequestPlatform.WORKINGFEEDBACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.earshot.company.CompanySettings.Platform;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W19")
class RequestPlatformTest {

    private static final URI ON_GOOGLE = URI.create("https://g.page/r/here");
    private static final URI ON_FACEBOOK = URI.create("https://facebook.com/here");
    private static final Map<Platform, URI> NONE = Map.of();
    private static final Map<Platform, URI> BOTH = Map.of(Platform.GOOGLE, ON_GOOGLE, Platform.FACEBOOK, ON_FACEBOOK);

    @Test
    void everyWordNamesItsPlatform() {
        assertEquals(Optional.of(WORKINGFEEDBACK), RequestPlatform.of("workingfeedback"));
        assertEquals(Optional.of(GOOGLE), RequestPlatform.of("google"));
        assertEquals(Optional.of(FACEBOOK), RequestPlatform.of("facebook"));
        assertEquals(Optional.of(AUTO), RequestPlatform.of("auto"));
        assertEquals(Optional.empty(), RequestPlatform.of("yelp"));
        for (RequestPlatform platform : RequestPlatform.values()) {
            assertEquals(Optional.of(platform), RequestPlatform.of(platform.word()), "and is echoed by it");
        }
    }

    @Test
    void aPlatformNeedsTheCompanysLinkThere() {
        assertFalse(GOOGLE.availableTo(Companies.with(NONE)));
        assertFalse(FACEBOOK.availableTo(Companies.with(Map.of(Platform.GOOGLE, ON_GOOGLE))));
        assertTrue(GOOGLE.availableTo(Companies.with(Map.of(Platform.GOOGLE, ON_GOOGLE))));
        assertTrue(FACEBOOK.availableTo(Companies.with(BOTH)));
    }

    @Test
    void ourOwnPageAndAutoNeedNoLink() {
        assertTrue(WORKINGFEEDBACK.availableTo(Companies.with(NONE)));
        assertTrue(AUTO.availableTo(Companies.with(NONE)));
    }

    @Test
    void autoTakesTheLinksThereAre() {
        assertEquals(BOTH, AUTO.links(Companies.with(BOTH)));
        assertEquals(
                Map.of(Platform.GOOGLE, ON_GOOGLE), AUTO.links(Companies.with(Map.of(Platform.GOOGLE, ON_GOOGLE))));
        assertEquals(NONE, AUTO.links(Companies.with(NONE)));
    }

    @Test
    void aChosenPlatformOffersItsLinkAlone() {
        assertEquals(Map.of(Platform.GOOGLE, ON_GOOGLE), GOOGLE.links(Companies.with(BOTH)));
        assertEquals(Map.of(Platform.FACEBOOK, ON_FACEBOOK), FACEBOOK.links(Companies.with(BOTH)));
        assertEquals(NONE, WORKINGFEEDBACK.links(Companies.with(BOTH)));
    }
}
