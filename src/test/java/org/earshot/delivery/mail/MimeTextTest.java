package org.earshot.delivery.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.earshot.testing.Samples;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InstancioExtension.class)
class MimeTextTest {

    private static final int MANY = 1000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a b",
                "a ",
                " ",
                "=",
                "é",
                "😀😀😀",
                "a\nb",
                "\n\na\n\n",
                "tab\there",
                ".",
                "a\r\nb",
                "ends with blanks   \nand goes on"
            })
    void quotedPrintableIsReadBack(String text) throws Exception {
        assertEquals(lines(text), lines(read(MimeText.quotedPrintable(text))));
    }

    @Test
    void soIsAnyText(@Given(Samples.Source.class) Samples samples) throws Exception {
        for (int i = 0; i < MANY; i++) {
            String text = samples.text(200);
            String encoded = MimeText.quotedPrintable(text);
            assertEquals(lines(new String(text.getBytes(UTF_8), UTF_8)), lines(read(encoded)));
            assertTrue(encoded.lines().allMatch(line -> line.length() <= 76), encoded);
            assertTrue(encoded.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), encoded);
        }
    }

    @Test
    void aHeaderIsReadBackOnOneLine(@Given(Samples.Source.class) Samples samples) throws Exception {
        for (int i = 0; i < MANY; i++) {
            String text = samples.text(200);
            String encoded = MimeText.header(text);
            assertTrue(encoded.chars().allMatch(c -> c == '\r' || c == '\n' || (c >= ' ' && c <= '~')), encoded);
            assertTrue(encoded.replace("\r\n ", "").chars().noneMatch(c -> c == '\r' || c == '\n'), encoded);
            assertTrue(encoded.lines().allMatch(line -> line.length() <= 76), encoded);
            assertEquals(
                    new String(text.getBytes(UTF_8), UTF_8).replaceAll("[\\p{Cc}\u2028\u2029]", " "),
                    MimeUtility.decodeText(MimeUtility.unfold(encoded)));
        }
    }

    @Test
    void plainTextStaysReadable() {
        assertEquals("How was your visit?", MimeText.header("How was your visit?"));
        assertEquals("\"Smith, \\\"Joe\\\" \\\\ Sons\"", MimeText.name("Smith, \"Joe\" \\ Sons"));
        assertEquals("Hello you,\n", MimeText.quotedPrintable("Hello you,"));
    }

    @Test
    void noCharacterIsCutInTwo() {
        assertEquals(
                "=?UTF-8?B?8J+YgPCfmIDwn5iA8J+YgPCfmIDwn5iA8J+YgPCfmIDwn5iA8J+YgPCfmIA=?=\r\n =?UTF-8?B?8J+YgA==?=",
                MimeText.header("😀".repeat(12)));
    }

    private static String read(String encoded) throws Exception {
        return new String(
                MimeUtility.decode(
                                new ByteArrayInputStream(
                                        encoded.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII)),
                                "quoted-printable")
                        .readAllBytes(),
                UTF_8);
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
