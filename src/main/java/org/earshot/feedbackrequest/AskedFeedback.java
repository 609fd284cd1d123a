package org.earshot.feedbackrequest;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanySettings;
import org.earshot.company.CompanySettings.Platform;
import org.earshot.delivery.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What somebody was asked, for whoever holds the link.
 *
 * @param scope the company's, which the link opens
 * @param author the recipient's name
 * @param email the recipient's address, obfuscated; empty for a text message (W49)
 * @param treatmentType in healthcare, who paid, in the words of the API (W20)
 * @param reviewId the review that came of it, if one did
 */
public record AskedFeedback(
        CompanyScope scope,
        long requestId,
        String author,
        Optional<String> email,
        @Nullable String business,
        @Nullable String jobTitle,
        @Nullable String staffName,
        @Nullable String title,
        String platform,
        String treatmentType,
        Optional<Long> reviewId) {

    /** A request that was found by its link, and so is not redacted. */
    static AskedFeedback of(CompanyScope scope, FeedbackRequest request) {
        String destination = Objects.requireNonNull(request.destination);
        return new AskedFeedback(
                scope,
                request.id,
                Objects.requireNonNull(request.author),
                request.channel == Channel.EMAIL
                        ? Optional.of(new Destination(Channel.EMAIL, destination).obfuscated())
                        : Optional.empty(),
                request.businessName,
                request.jobTitle,
                request.staffName,
                request.title,
                request.platform,
                request.treatmentType,
                Optional.ofNullable(request.reviewId));
    }

    /** Where the thank-you page also invites people to post (W19). */
    public Map<Platform, URI> links(CompanySettings settings) {
        return RequestPlatform.of(platform).map(p -> p.links(settings)).orElse(Map.of());
    }
}
