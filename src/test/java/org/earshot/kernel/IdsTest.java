package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Test
    void aPositiveNumberOf63BitsIsAnId() {
        assertEquals(OptionalLong.of(1), Ids.parse("1"));
        assertEquals(OptionalLong.of(7), Ids.parse("007"));
        assertEquals(OptionalLong.of(Long.MAX_VALUE), Ids.parse("9223372036854775807"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "-1",
                "+1",
                " 1",
                "1 ",
                "1.0",
                "1e3",
                "0x1",
                "abc",
                "1a",
                "T1",
                "\u0661",
                "9223372036854775808",
                "99999999999999999999"
            })
    @Tag("W5")
    @Tag("W7")
    void anythingElseIsNone(String text) {
        assertEquals(OptionalLong.empty(), Ids.parse(text));
    }
}
