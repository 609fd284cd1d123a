package org.earshot.screening;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.earshot.company.CompanySettings;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The automatic look at a review, before moderators see it (W73).
 *
 * @param title and {@code text}: what the author wrote
 * @param repeated whether the company has had the same text before
 * @param settings of the company
 */
public record Screening(String title, String text, boolean repeated, CompanySettings settings) {

    /**
     * The phases, in the order in which they run. Each may flag, with a reason; a flag tells moderators where to look,
     * and never changes the review's status. Only the first may decide.
     */
    @Schema(name = "ScreeningPhase", description = "A phase of the automatic screening, in order")
    public enum Phase {
        /**
         * Ratings without a word: there is nothing to moderate. If the operator allows it, such a review is published
         * at once. Flags nothing.
         */
        RATINGS_ONLY,

        /** The same text came lately, in another review of the company. */
        REPEATED_TEXT,

        /** A word that the company does not want to read. */
        BLOCKED_WORDS,

        /** An address in the web. */
        LINKS,

        /** An email address or a phone number. */
        CONTACT_DATA
    }

    /** What the phases notice. */
    public List<ReviewFlag> flags() {
        return Arrays.stream(Phase.values())
                .flatMap(phase -> notice(phase).map(reason -> new ReviewFlag(phase, reason)).stream())
                .toList();
    }

    private Optional<String> notice(Phase phase) {
        return switch (phase) {
            case RATINGS_ONLY -> Optional.empty();
            case REPEATED_TEXT -> RepeatedText.notice(this);
            case BLOCKED_WORDS -> BlockedWords.notice(this);
            case LINKS -> Links.notice(this);
            case CONTACT_DATA -> ContactData.notice(this);
        };
    }

    /**
     * Whether the first phase finds no word to moderate: the one thing that the screening may decide, where the operator
     * lets it.
     */
    public boolean ratingsOnly() {
        return title.isBlank() && text.isBlank();
    }

    /** All the words to look at, without disguises. */
    String words() {
        return Wording.plain(title + "\n" + text);
    }
}
