package org.earshot.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("A16")
class IpLiteralTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 4",
        "0.0.0.0, 4",
        "255.255.255.255, 4",
        "::, 16",
        "::1, 16",
        "2001:db8::7, 16",
        "2001:DB8:0:0:0:0:0:7, 16",
        "::ffff:192.0.2.7, 16"
    })
    void anAddressThatIsWrittenOutIsOne(String text, int length) {
        assertEquals(length, IpLiteral.bytes(text).orElseThrow().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "example.com",
                "7",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.7.1",
                "192.0.2.7:80",
                "[::1]",
                "fe80::1%eth0",
                "1::2::3",
                "12345::",
                "g::1",
                "beef",
                "a.b.c.d",
                " ::1",
                ":",
                "..."
            })
    void anythingElseIsNone(String text) {
        assertTrue(IpLiteral.bytes(text).isEmpty());
    }
}
