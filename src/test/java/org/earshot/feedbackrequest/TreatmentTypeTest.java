package org.earshot.feedbackrequest;

import static org.earshot.feedbackrequest.TreatmentType.NHS;
import static org.earshot.feedbackrequest.TreatmentType.NOT_APPLICABLE;
import static org.earshot.feedbackrequest.TreatmentType.PRIVATE;
import static org.earshot.feedbackrequest.TreatmentType.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.earshot.company.CompanySettings.Industry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W20")
class TreatmentTypeTest {

    @Test
    void everyWordNamesItsType() {
        assertEquals(Optional.of(UNKNOWN), TreatmentType.of("Unknown"));
        assertEquals(Optional.of(NOT_APPLICABLE), TreatmentType.of("N/A"));
        assertEquals(Optional.of(NHS), TreatmentType.of("NHS"));
        assertEquals(Optional.of(PRIVATE), TreatmentType.of("Private"));
        assertEquals(Optional.empty(), TreatmentType.of("Other"));
        for (TreatmentType type : TreatmentType.values()) {
            assertEquals(Optional.of(type), TreatmentType.of(type.word()), "and is echoed by it");
        }
    }

    @Test
    void inHealthcareItAlwaysApplies() {
        assertEquals(UNKNOWN, UNKNOWN.in(Industry.HEALTHCARE));
        assertEquals(UNKNOWN, NOT_APPLICABLE.in(Industry.HEALTHCARE));
        assertEquals(NHS, NHS.in(Industry.HEALTHCARE));
        assertEquals(PRIVATE, PRIVATE.in(Industry.HEALTHCARE));
    }

    @Test
    void elsewhereItNeverDoes() {
        for (TreatmentType type : TreatmentType.values()) {
            assertEquals(NOT_APPLICABLE, type.in(Industry.OTHER));
        }
    }
}
