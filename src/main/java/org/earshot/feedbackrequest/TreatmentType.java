package org.earshot.feedbackrequest;

import java.util.Arrays;
import java.util.Optional;
import org.earshot.company.CompanySettings.Industry;

/** In healthcare, who paid for what the feedback is about (W20). */
enum TreatmentType {
    UNKNOWN("Unknown"),
    NOT_APPLICABLE("N/A"),
    NHS("NHS"),
    PRIVATE("Private");

    private final String word;

    TreatmentType(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Optional<TreatmentType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /** What it means for a company of this industry. */
    TreatmentType in(Industry industry) {
        return switch (industry) {
            case OTHER -> NOT_APPLICABLE;
            case HEALTHCARE -> this == NOT_APPLICABLE ? UNKNOWN : this;
        };
    }
}
