package org.earshot.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void itIsForTheCallerAndKnowsNoStack() {
        Problem problem = Problem.notFound();
        assertEquals(0, problem.getStackTrace().length);
        assertEquals(problem.message(), problem.getMessage());
    }

    @Test
    void theTwoRefusalsOfATokenAreOfOneKind() {
        assertEquals(Problem.Kind.FORBIDDEN, Problem.forbidden().kind());
        assertEquals(Problem.Kind.FORBIDDEN, Problem.companyForbidden().kind());
        assertEquals(Problem.Kind.UNAUTHENTICATED, Problem.unauthenticated().kind());
    }

    @Test
    @Tag("W29")
    void aRecipientWhoWasAskedIsNamedByTheFieldAlone() {
        Problem problem = Problem.alreadyAsked("can be asked again from 2026-02-28T09:30:00Z");
        assertEquals(Problem.Kind.ALREADY_ASKED, problem.kind());
        assertEquals(Map.of("destination", "can be asked again from 2026-02-28T09:30:00Z"), problem.fields());
    }

    @Test
    void itsFieldsCannotBeChanged() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> Problem.invalid("name", "is required").fields().clear());
    }

    @Test
    @Tag("W4")
    void theFirstBadFieldIsRepeatedAsKeyAndValue() {
        FieldErrors errors = new FieldErrors();
        errors.add("destination", "must be an email address");
        errors.add("name", "is required");
        ErrorResponse response = ErrorResponse.of("Rejected", errors.asMap());
        assertEquals(
                Map.of(
                        "destination", "must be an email address",
                        "name", "is required",
                        "key", "destination",
                        "value", "must be an email address"),
                response.errors());
        assertEquals(
                List.of("destination", "name", "key", "value"),
                List.copyOf(response.errors().keySet()));
    }

    @Test
    @Tag("W4")
    void anErrorWithoutFieldsHasNone() {
        assertEquals(new ErrorResponse("Not found", null), ErrorResponse.of("Not found", Map.of()));
    }

    @Test
    @Tag("A1")
    void anEnvelopeNamesFieldsOnlyWhenSomeAreBad() {
        assertEquals(new ErrorEnvelope(false, "Not found", null), ErrorEnvelope.of("Not found", Map.of()));
        assertEquals(
                new ErrorEnvelope(false, "Rejected", Map.of("rep", "is required")),
                ErrorEnvelope.of("Rejected", Map.of("rep", "is required")));
    }
}
