package org.earshot.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldErrorsTest {

    private final FieldErrors errors = new FieldErrors();

    @Test
    void withoutABadFieldTheCallGoesOn() {
        errors.throwIfAny();
        assertTrue(errors.accepts("name"));
        assertEquals(Map.of(), errors.asMap());
    }

    @Test
    void allBadFieldsAreNamedInTheOrderInWhichTheyWereFound() {
        errors.add("type", "is required");
        errors.add("name", "is too long");
        errors.add("destination", "is required");
        Problem problem = assertThrows(Problem.class, errors::throwIfAny);
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertEquals(
                List.of("type", "name", "destination"),
                List.copyOf(problem.fields().keySet()));
        assertEquals(
                "The request was rejected: type is required; name is too long; destination is required",
                problem.message());
    }

    @Test
    void theFirstWordOnAFieldCounts() {
        errors.add("name", "is required");
        errors.add("name", "is too long");
        assertFalse(errors.accepts("name"));
        assertTrue(errors.accepts("type"));
        assertEquals(Map.of("name", "is required"), errors.asMap());
    }

    @Test
    void aProblemDoesNotChangeWithWhatIsFoundLater() {
        errors.add("name", "is required");
        Problem problem = assertThrows(Problem.class, errors::throwIfAny);
        errors.add("type", "is required");
        assertEquals(Map.of("name", "is required"), problem.fields());
    }
}
