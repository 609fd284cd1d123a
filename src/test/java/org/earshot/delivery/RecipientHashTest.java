package org.earshot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.kernel.Keyrings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecipientHashTest {

    private static final String OLD = "an old secret of thirty-two chars";
    private static final String NEW = "a new secret of thirty-two chars!";
    private static final String JANE = "jane@example.com";
    private static final CompanyScope SCOPE = TrustedScopes.scheduler(new CompanyId(1));

    private final RecipientHash before = new RecipientHash(Keyrings.of(Map.of(1, OLD)));
    private final RecipientHash after = new RecipientHash(Keyrings.of(Map.of(1, OLD, 2, NEW)));

    @Test
    @Tag("W79")
    void aRecipientIsKnownUnderEveryKey() {
        assertEquals(List.of(1, 2), List.copyOf(after.underEveryKey(SCOPE, JANE).keySet()));
        assertEquals(
                List.of(hex(before.of(SCOPE, JANE, 1)), hex(after.of(SCOPE, JANE, 2))),
                List.copyOf(after.underEveryKey(SCOPE, JANE).values()));
    }

    @Test
    void noTwoCompaniesKnowThemByTheSameHash() {
        assertNotEquals(
                after.underEveryKey(SCOPE, JANE), after.underEveryKey(TrustedScopes.scheduler(new CompanyId(2)), JANE));
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
