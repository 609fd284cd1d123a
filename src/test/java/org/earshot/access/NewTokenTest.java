package org.earshot.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.problem.Problem;
import org.junit.jupiter.api.Test;

class NewTokenTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String COMPANIES = "must be positive company numbers, or * for an operator";

    @Test
    void aTokenIsForSomeCompaniesAndPermissions() {
        NewToken token =
                NewToken.parse("CRM", List.of(" 2", "1", "2"), "reviews:read  requests:write reviews:read", DAY);
        assertEquals("CRM", token.name());
        assertFalse(token.everyCompany());
        assertEquals(Set.of(1L, 2L), token.companies());
        assertEquals("requests:write reviews:read", token.scope());
        assertEquals(DAY, token.life());
    }

    @Test
    void aStarAloneMakesAnOperator() {
        NewToken token = NewToken.parse(null, List.of("*"), "requests:read", DAY);
        assertTrue(token.everyCompany());
        assertEquals(Set.of(), token.companies());
        assertEquals("Earshot", token.name());
        assertEquals(Map.of("companies", COMPANIES), refused(List.of("1", "*"), "requests:read", DAY));
    }

    @Test
    void everyBadFieldIsNamed() {
        assertEquals(
                Map.of(
                        "companies", "is required",
                        "scope", "is required",
                        "days", "must be between 1 and 3650"),
                refused(null, null, null));
        assertEquals(Map.of("companies", "is required", "scope", "is required"), refused(List.of(), " ", DAY));
    }

    @Test
    void theNameIsOneLineThatFitsWhereItIsStored() {
        for (String name : List.of("two\nlines", "nul\0", "x".repeat(201))) {
            Problem problem =
                    assertThrows(Problem.class, () -> NewToken.parse(name, List.of("1"), "requests:read", DAY), name);
            assertEquals(Set.of("name"), problem.fields().keySet());
        }
    }

    @Test
    void companiesArePositiveNumbers() {
        for (String company : Arrays.asList("0", "-1", "one", "", "1.5", "9223372036854775808", null)) {
            assertEquals(
                    Map.of("companies", COMPANIES),
                    refused(Arrays.asList("1", company), "requests:read", DAY),
                    company);
        }
    }

    @Test
    void everyWordOfTheScopeIsAPermission() {
        Map<String, String> refusal = refused(List.of("1"), "requests:read requests:delete", DAY);
        assertEquals(Set.of("scope"), refusal.keySet());
        for (Permission permission : Permission.values()) {
            assertTrue(refusal.get("scope").contains(permission.word()));
        }
    }

    @Test
    void aLifeIsAtMostTenYears() {
        Duration tenYears = Duration.ofDays(3650);
        assertEquals(
                tenYears,
                NewToken.parse(null, List.of("1"), "requests:read", tenYears).life());
        for (Duration life : List.of(Duration.ZERO, DAY.negated(), tenYears.plusNanos(1))) {
            assertEquals(
                    Set.of("days"), refused(List.of("1"), "requests:read", life).keySet());
        }
    }

    private static Map<String, String> refused(List<String> companies, String scope, Duration life) {
        return assertThrows(Problem.class, () -> NewToken.parse("CRM", companies, scope, life))
                .fields();
    }
}
