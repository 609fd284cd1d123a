package org.earshot.delivery;

import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.kernel.Keyring;
import org.earshot.kernel.Keyring.Purpose;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Links by which people say that they want no more messages of a company (W65, W68). A link's token is the company's
 * number, the recipient's hash and a signature over both: it needs nothing that is stored, and so works for ever.
 */
@Singleton
public class OptOutLinks {

    /** Short, for the sake of text messages: a forger could do no more than stop messages to a hash. */
    private static final int SIGNATURE_BYTES = 8;

    private static final Pattern TOKEN = Pattern.compile("([1-9a-z][0-9a-z]{0,12})-([A-Za-z0-9_-]{32})");
    private static final int RADIX = 36;

    /** A link that is one of ours. */
    record FoundOptOut(CompanyScope scope, HashedRecipient recipient) {}

    private final Keyring keys;

    /** What stands before the tokens. */
    private final Optional<String> pages;

    OptOutLinks(Keyring keys, @ConfigProperty(name = "earshot.public-url") Optional<URI> publicUrl) {
        this.keys = keys;
        this.pages = publicUrl.map(url -> url.resolve("/u/").toString());
    }

    /** The address that every message to a recipient carries. */
    public String page(CompanyScope scope, HashedRecipient recipient) {
        return pages.orElseThrow() + token(scope, recipient);
    }

    /** The token of a recipient's link. */
    String token(CompanyScope scope, HashedRecipient recipient) {
        byte[] signed = ByteBuffer.allocate(HashedRecipient.BYTES + SIGNATURE_BYTES)
                .put(recipient.bytes())
                .put(signature(scope.company(), recipient))
                .array();
        return Long.toString(scope.companyId(), RADIX) + "-"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /** Reads a token that somebody brought; empty if it is none of ours. */
    Optional<FoundOptOut> read(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        CompanyId company;
        try {
            company = new CompanyId(Long.parseLong(parts.group(1), RADIX));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        byte[] signed = Base64.getUrlDecoder().decode(parts.group(2));
        byte[] signature = Arrays.copyOfRange(signed, HashedRecipient.BYTES, signed.length);
        return keys.versions(Purpose.OPT_OUT).stream()
                .map(version -> HashedRecipient.of(version, signed))
                .filter(recipient -> MessageDigest.isEqual(signature, signature(company, recipient)))
                .findFirst()
                .map(recipient -> new FoundOptOut(TrustedScopes.linkHolder(company), recipient));
    }

    private byte[] signature(CompanyId company, HashedRecipient recipient) {
        byte[] code = keys.code(Purpose.OPT_OUT, recipient.keyVersion(), company + "/" + recipient.hex());
        return Arrays.copyOf(code, SIGNATURE_BYTES);
    }
}
