package org.earshot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.kernel.Keyring;
import org.earshot.kernel.Keyrings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W65")
class OptOutLinksTest {

    private static final String OLD = "an old secret of thirty-two chars";
    private static final String NEW = "a new secret of thirty-two chars!";
    private static final CompanyScope ONE = TrustedScopes.linkHolder(new CompanyId(1));
    private static final CompanyScope OTHER = TrustedScopes.linkHolder(new CompanyId(Long.MAX_VALUE));
    private static final String JANE = "jane@example.com";

    private final Keyring keys = Keyrings.of(Map.of(1, OLD));
    private final RecipientHash recipients = new RecipientHash(keys);
    private final OptOutLinks links = with(keys);

    private static OptOutLinks with(Keyring keys) {
        return new OptOutLinks(keys, Optional.of(URI.create("https://feedback.example.com/path")));
    }

    private String token(OptOutLinks links, CompanyScope scope) {
        String page = links.page(scope, recipients.hashed(scope, JANE));
        assertTrue(page.startsWith("https://feedback.example.com/u/"), page);
        return page.substring("https://feedback.example.com/u/".length());
    }

    @Test
    void aLinkLeadsBackToItsCompanyAndItsRecipient() {
        for (CompanyScope scope : new CompanyScope[] {ONE, OTHER}) {
            OptOutLinks.FoundOptOut found = links.read(token(links, scope)).orElseThrow();
            assertEquals(scope.company(), found.scope().company());
            assertEquals(recipients.hashed(scope, JANE), found.recipient());
        }
        assertNotEquals(token(links, ONE).substring(2), token(links, OTHER).substring(14));
    }

    @Test
    void aLinkWorksAfterEveryChangeOfKeys() {
        OptOutLinks.FoundOptOut found = with(Keyrings.of(Map.of(1, OLD, 2, NEW)))
                .read(token(links, ONE))
                .orElseThrow();
        assertEquals(1, found.recipient().keyVersion());
        assertEquals(recipients.hashed(ONE, JANE), found.recipient());
        assertTrue(new RecipientHash(Keyrings.of(Map.of(1, OLD, 2, NEW)))
                .hashedByEveryKey(ONE, JANE)
                .contains(found.recipient()));
    }

    /** The hash alone, which stands in the database, does not make a link. */
    @Test
    void noByteOfALinkCanBeChanged() {
        String token = token(links, ONE);
        byte[] signed = Base64.getUrlDecoder().decode(token.substring(2));
        for (int i = 0; i < signed.length; i++) {
            signed[i] ^= 1;
            String forged = "1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
            assertEquals(Optional.empty(), links.read(forged), "byte " + i);
            signed[i] ^= 1;
        }
        assertEquals(Optional.empty(), links.read("2" + token.substring(1)));
        assertEquals(Optional.empty(), with(Keyrings.of(Map.of(1, NEW))).read(token));
    }
}
