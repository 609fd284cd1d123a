package org.earshot.company;

import static org.earshot.company.Language.ENGLISH;
import static org.earshot.company.Language.FRENCH;
import static org.earshot.company.Language.GERMAN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which language somebody is addressed in. */
@Tag("W69")
class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "de : GERMAN",
                "DE : GERMAN",
                "de-CH : GERMAN",
                "de-Latn-AT : GERMAN",
                "fr-CA,en;q=0.8 : FRENCH",
                "en;q=0.3,de;q=0.9 : GERMAN",
                "es,de;q=0.5 : GERMAN",
                "es,*;q=0.1 : FRENCH",
                "* : FRENCH",
                "es : FRENCH",
                "deu : FRENCH",
                "de;q=0,en : ENGLISH",
                "de;q=0 : FRENCH",
                " de , en : GERMAN"
            })
    void theReaderChoosesAmongTheLanguagesOnOffer(String accepted, Language expected) {
        assertEquals(expected, Language.preferred(accepted, List.of(FRENCH, GERMAN, ENGLISH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ";", "q=1", "de;q=x", "de;q=7", "é", "-", "de--", "de;;", "\u0000"})
    void aMalformedWishIsNoWish(String accepted) {
        assertEquals(ENGLISH, Language.preferred(accepted, List.of(ENGLISH, FRENCH)));
    }

    @Test
    void aLanguageThatIsNotOnOfferIsNotSpoken() {
        assertEquals(GERMAN, Language.preferred("fr,en;q=0.5", List.of(GERMAN)));
        assertEquals(ENGLISH, Language.preferred("fr,en;q=0.5", List.of(GERMAN, ENGLISH)));
    }
}
