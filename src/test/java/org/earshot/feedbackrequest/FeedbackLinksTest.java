package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.access.CompanyId;
import org.earshot.feedbackrequest.FeedbackLinks.FoundLink;
import org.earshot.kernel.Keyrings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W65")
class FeedbackLinksTest {

    private static final CompanyId RIVERSIDE = new CompanyId(1);
    private static final CompanyId HARBOUR = new CompanyId(2);
    private static final Map<Integer, String> SECRETS =
            Map.of(1, "the first secret, of 32 characters.", 2, "the other secret, of 32 characters.");

    /** As the running service makes them. */
    static final FeedbackLinks OF_SERVICE =
            new FeedbackLinks(Keyrings.ofService(), Optional.of(URI.create("http://127.0.0.1")));

    private final FeedbackLinks links = withSecrets(SECRETS);

    private static FeedbackLinks withSecrets(Map<Integer, String> secrets) {
        return new FeedbackLinks(Keyrings.of(secrets), Optional.of(URI.create("https://feedback.example")));
    }

    @Test
    void linksLeadToAnAddressOfTheWeb() {
        assertEquals(List.of(), links.missing());
        assertEquals(
                List.of("earshot.public-url is missing"),
                new FeedbackLinks(Keyrings.of(SECRETS), Optional.empty()).missing());
        for (String address : List.of("feedback.example.com", "ftp://feedback.example.com", "https:/feedback")) {
            List<String> missing = new FeedbackLinks(Keyrings.of(SECRETS), Optional.of(URI.create(address))).missing();
            assertEquals(1, missing.size(), address);
        }
    }

    @Test
    void aTokenIsTheCompanyAnd128Bits() {
        assertTrue(links.token(RIVERSIDE, 7, 1).matches("1-[A-Za-z0-9_-]{22}"));
        assertTrue(links.token(new CompanyId(36), 7, 1).startsWith("10-"));
        assertTrue(links.token(new CompanyId(Long.MAX_VALUE), Long.MAX_VALUE, 2)
                .matches("1y2p0ij32e8e7-[A-Za-z0-9_-]{22}"));
    }

    @Test
    void aTokenIsAlwaysTheSame() {
        assertEquals(links.token(RIVERSIDE, 7, 1), withSecrets(SECRETS).token(RIVERSIDE, 7, 1));
    }

    @Test
    void nothingOfATokenFollowsFromAnother() {
        Set<String> codes = new HashSet<>();
        int made = 0;
        for (CompanyId company : List.of(RIVERSIDE, HARBOUR, new CompanyId(11), new CompanyId(111))) {
            for (int version : List.of(1, 2)) {
                for (long request = 1; request <= 200; request++) {
                    String token = links.token(company, request, version);
                    codes.add(token.substring(token.indexOf('-')));
                    made++;
                }
            }
        }
        assertEquals(made, codes.size(), "company, request and key version each change the whole code");
    }

    @Test
    void anotherSecretMakesOtherTokens() {
        String others =
                withSecrets(Map.of(1, "somebody else's secret, just as long")).token(RIVERSIDE, 7, 1);
        assertTrue(!others.equals(links.token(RIVERSIDE, 7, 1)));
    }

    @Test
    void newLinksAreMadeWithTheNewestKey() {
        assertEquals(2, links.keyVersion());
    }

    @Test
    void aTokenIsReadAsItsCompanysAndFoundByItsHash() {
        String token = links.token(HARBOUR, 7, 1);
        FoundLink found = FeedbackLinks.read(token).orElseThrow();
        assertEquals(HARBOUR, found.scope().company());
        assertArrayEquals(FeedbackLinks.hash(token), found.hash());
        assertEquals(32, found.hash().length);
    }

    @Test
    void thePageOfATokenIsBelowThePublicUrl() {
        assertEquals("https://feedback.example/r/1-x", links.page("1-x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "1",
                "1-",
                "-AAAAAAAAAAAAAAAAAAAAAA",
                "0-AAAAAAAAAAAAAAAAAAAAAA",
                "01-AAAAAAAAAAAAAAAAAAAAAA",
                "1-AAAAAAAAAAAAAAAAAAAAA",
                "1-AAAAAAAAAAAAAAAAAAAAAAA",
                "1-AAAAAAAAAAAAAAAAAAAAA=",
                "1-AAAAAAAAAAAAAAAAAAAAA+",
                "A-AAAAAAAAAAAAAAAAAAAAAA",
                "--AAAAAAAAAAAAAAAAAAAAAA",
                " 1-AAAAAAAAAAAAAAAAAAAAAA",
                "1-AAAAAAAAAAAAAAAAAAAAAA\n",
                "zzzzzzzzzzzzz-AAAAAAAAAAAAAAAAAAAAAA",
                "11111111111111-AAAAAAAAAAAAAAAAAAAAAA",
                "1-ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ",
                "../../request/1"
            })
    void garbageIsNoLink(String token) {
        assertEquals(Optional.empty(), FeedbackLinks.read(token));
    }
}
