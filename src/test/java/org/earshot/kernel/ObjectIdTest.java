package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("A4")
@Tag("A5")
class ObjectIdTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.9Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 0xffff_ffffL, Long.MAX_VALUE})
    void isReadAsItWasWritten(long number) {
        ObjectId id = ObjectId.of(CREATED, number);
        assertTrue(id.toString().matches("[0-9a-f]{24}"), id.toString());
        assertEquals(Optional.of(id), ObjectId.parse(id.toString()));
        assertTrue(id.fits(CREATED));
    }

    @Test
    void tellsWhenAndWhich() {
        assertEquals("69a42a40000000000000002a", ObjectId.of(CREATED, 42).toString());
    }

    @Test
    void theRightNumberWithAnotherSecondIsAnotherName() {
        assertFalse(ObjectId.of(CREATED.plusSeconds(1), 42).fits(CREATED));
        assertTrue(ObjectId.of(Instant.parse("2106-02-07T06:28:16Z"), 42).fits(Instant.parse("2106-02-07T06:28:16Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "69a42bc0000000000000002",
                "69a42bc0000000000000002a0",
                "69A42BC0000000000000002A",
                "69a42bc0000000000000002g",
                " 69a42bc000000000000002a",
                "٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠"
            })
    void anythingElseIsNoName(String text) {
        assertEquals(Optional.empty(), ObjectId.parse(text));
    }
}
