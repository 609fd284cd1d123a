package org.earshot.feedbackrequest;

import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.kernel.Keyring;
import org.earshot.kernel.Keyring.Purpose;
import org.earshot.kernel.StartupRule;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Personal links. A link's token is the company's number and 128 bits that only the link key can derive from the
 * request; it is never stored, only found again by its hash.
 */
@Singleton
public class FeedbackLinks implements StartupRule {

    private static final int CODE_BYTES = 16;
    private static final Pattern TOKEN = Pattern.compile("([1-9a-z][0-9a-z]{0,12})-([A-Za-z0-9_-]{22})");
    private static final int RADIX = 36;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** A link that may be one of ours: it still has to be found among the company's. */
    record FoundLink(CompanyScope scope, String token) {

        /** What it is found by. */
        byte[] hash() {
            return FeedbackLinks.hash(token);
        }
    }

    private final Keyring keys;
    private final Optional<URI> publicUrl;

    /** What stands before the tokens. */
    private final Optional<String> pages;

    FeedbackLinks(Keyring keys, @ConfigProperty(name = "earshot.public-url") Optional<URI> publicUrl) {
        this.keys = keys;
        this.publicUrl = publicUrl;
        this.pages = publicUrl.map(url -> url.resolve("/r/").toString());
    }

    /** The version of the key that new links are made with. */
    int keyVersion() {
        return keys.currentVersion(Purpose.LINK);
    }

    /** The token of a request's link. */
    String token(CompanyId company, long requestId, int keyVersion) {
        byte[] code = keys.code(Purpose.LINK, keyVersion, company + "/" + requestId);
        return Long.toString(company.value(), RADIX) + "-"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(code, CODE_BYTES));
    }

    /** What a token is found by. */
    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    /** The address that a message carries. */
    String page(String token) {
        return pages.orElseThrow() + token;
    }

    /** The host that messages come from. */
    String host() {
        return publicUrl.orElseThrow().getHost();
    }

    /** Reads a token that somebody brought; empty if it cannot be one of ours. */
    static Optional<FoundLink> read(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            CompanyId company = new CompanyId(Long.parseLong(parts.group(1), RADIX));
            return Optional.of(new FoundLink(TrustedScopes.linkHolder(company), token));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> missing() {
        if (publicUrl.isEmpty()) {
            return List.of("earshot.public-url is missing");
        }
        boolean web = publicUrl.get().getHost() != null
                && SCHEMES.contains(publicUrl.get().getScheme());
        return web ? List.of() : List.of("earshot.public-url must be an address such as https://feedback.example.com");
    }
}
