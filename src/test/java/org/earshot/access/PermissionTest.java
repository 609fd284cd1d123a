package org.earshot.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionTest {

    /** Tokens out in the world carry these words. */
    @Test
    void theWordsAreThoseOfTheContract() {
        assertEquals(
                List.of(
                        "requests:write",
                        "requests:read",
                        "reviews:read",
                        "reviews:moderate",
                        "company:admin",
                        "activity:read",
                        "activity:write"),
                Arrays.stream(Permission.values()).map(Permission::word).toList());
    }

    @Test
    void eachIsFoundByItsWordAlone() {
        for (Permission permission : Permission.values()) {
            assertEquals(Optional.of(permission), Permission.of(permission.word()));
        }
        assertEquals(Optional.empty(), Permission.of("REQUESTS:READ"));
        assertEquals(Optional.empty(), Permission.of("requests"));
        assertEquals(Optional.empty(), Permission.of(""));
    }

    @Test
    void aScopeMayHoldWordsThatAreNotOurs() {
        assertEquals(
                Set.of(Permission.REQUESTS_READ, Permission.REVIEWS_READ),
                Permission.ofScope(" openid requests:read\treviews:read  requests:reading "));
        assertEquals(Set.of(), Permission.ofScope(""));
    }
}
