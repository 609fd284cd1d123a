package org.earshot.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.earshot.problem.JsonBody;
import org.earshot.problem.Problem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W78")
class NewPersonalTokenTest {

    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final TokenBounds BOUNDS = new TokenBounds(
            "an administrator",
            Set.of(Permission.COMPANY_ADMIN, Permission.REQUESTS_READ),
            NOW.plus(Duration.ofDays(30)));

    @Test
    void aWishWithinTheBoundsIsGranted() {
        NewToken token = parse("{'name':' Till 4 ','scope':'requests:read company:admin','days':30}");
        assertEquals("Till 4", token.name());
        assertEquals(Set.of(7L), token.companies());
        assertFalse(token.everyCompany());
        assertEquals("requests:read company:admin", token.scope());
        assertEquals(Duration.ofDays(30), token.life());
    }

    @Test
    void theEndMayBeGivenAsATime() {
        assertEquals(
                Duration.ofHours(2),
                parse("{'name':'a','scope':'requests:read','expires':'2026-01-31T12:30:00.9+01:00'}")
                        .life());
        assertEquals(
                Duration.ofDays(30),
                parse("{'name':'a','scope':'requests:read','expires':'2026-03-02T09:30:00Z'}")
                        .life());
    }

    @Test
    void everyBadFieldIsNamed() {
        assertEquals(
                Map.of(
                        "name", "is required",
                        "scope", "is required",
                        "days", "is required, unless expires is given"),
                refused("{}"));
        assertEquals(
                Set.of("name", "scope", "days"),
                refused("{'name':'two\\nlines','scope':'requests:delete','days':0}")
                        .keySet());
    }

    @Test
    void aScopeBeyondThatOfTheAskingTokenIsRefused() {
        assertEquals(
                Map.of("scope", "must not go beyond the token that asks, which lacks requests:write reviews:read"),
                refused("{'name':'a','scope':'requests:read reviews:read requests:write','days':1}"));
    }

    @Test
    void aLifeBeyondThatOfTheAskingTokenIsRefused() {
        String beyond = "must not go beyond the token that asks, which expires at 2026-03-02T09:30:00Z";
        assertEquals(Map.of("days", beyond), refused("{'name':'a','scope':'requests:read','days':31}"));
        assertEquals(
                Map.of("expires", beyond),
                refused("{'name':'a','scope':'requests:read','expires':'2026-03-02T09:30:01Z'}"));
    }

    @Test
    void theEndIsGivenOnceAndLiesAhead() {
        assertEquals(
                Map.of("expires", "must not stand beside days"),
                refused("{'name':'a','scope':'requests:read','days':1,'expires':'2026-02-01T09:30:00Z'}"));
        for (String past : new String[] {"2026-01-31T09:30:00Z", "2026-01-31T09:30:00.9Z", "2020-01-01T00:00:00Z"}) {
            assertEquals(
                    Map.of("expires", "must lie ahead, by at most 3650 days"),
                    refused("{'name':'a','scope':'requests:read','expires':'" + past + "'}"));
        }
        for (String garbage : new String[] {"tomorrow", "2026-02-30T00:00:00Z", "2026-02-01"}) {
            assertEquals(
                    Map.of("expires", "must be a time such as 2026-01-31T09:30:00Z"),
                    refused("{'name':'a','scope':'requests:read','expires':'" + garbage + "'}"));
        }
    }

    private static NewToken parse(String body) {
        return NewPersonalToken.parse(
                new CompanyId(7), JsonBody.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), BOUNDS, NOW);
    }

    private static Map<String, String> refused(String body) {
        return assertThrows(Problem.class, () -> parse(body), body).fields();
    }
}
