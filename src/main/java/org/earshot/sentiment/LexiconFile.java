package org.earshot.sentiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what stands in {@code resources/sentiment}: lines of "what: text", comments and blank lines. */
final class LexiconFile {

    /** One line, without the blanks around its parts. */
    record Line(String what, String text) {}

    private LexiconFile() {}

    static List<Line> read(String name) {
        try (InputStream file = LexiconFile.class.getResourceAsStream("/sentiment/" + name + ".txt")) {
            if (file == null) {
                throw new IllegalStateException("sentiment/" + name + ".txt is missing");
            }
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(LexiconFile::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line parse(String line) {
        int colon = line.indexOf(": ");
        if (colon < 0) {
            throw new IllegalStateException("not \"what: text\": " + line);
        }
        return new Line(
                line.substring(0, colon).strip(), line.substring(colon + 2).strip());
    }
}
