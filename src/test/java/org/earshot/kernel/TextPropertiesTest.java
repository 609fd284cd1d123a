package org.earshot.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.earshot.testing.Samples;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What passes as text can be stored, and what passes as a line is one. */
@ExtendWith(InstancioExtension.class)
@Tag("W18")
class TextPropertiesTest {

    private static final int MANY = 5000;

    @Test
    void storableTextSurvivesItsEncoding(@Given(Samples.Source.class) Samples samples) {
        int storable = 0;
        for (int i = 0; i < MANY; i++) {
            String text = samples.text(10);
            boolean survives = new String(text.getBytes(UTF_8), UTF_8).equals(text) && text.indexOf(0) < 0;
            assertEquals(survives, Text.isStorable(text), text);
            storable += survives ? 1 : 0;
        }
        assertTrue(storable > 100 && storable < MANY, storable + " were storable");
    }

    @Test
    void aLineIsStorableAndHasNoBreak(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            String text = samples.text(6);
            if (Text.isOneLine(text)) {
                assertTrue(Text.isStorable(text), text);
                assertEquals(1, (text + "x").lines().count(), text);
                assertEquals(-1, text.indexOf('\u0085'), text);
            }
        }
    }
}
