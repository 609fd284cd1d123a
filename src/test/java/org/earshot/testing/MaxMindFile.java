package org.earshot.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The smallest file in MaxMind's format: one place, for every address of the upper half. */
public final class MaxMindFile {

    private static final int MAP = 7;
    private static final int TEXT = 2;
    private static final int SHORT = 5;
    private static final int LONGER = 6;
    private static final int EXTENDED = 0;

    private MaxMindFile() {}

    /** Writes it: whatever address begins with a bit that is set is in Testtown, Testland. */
    public static void write(Path path) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        // one node of two records: nothing on the left; on the right the first data, after the 16 zeros
        file.write(new byte[] {0, 0, 1, 0, 0, 1 + 16});
        file.write(new byte[16]);
        write(file, Map.of("country", names("Testland"), "city", names("Testtown")));
        file.write(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        file.write("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("binary_format_major_version", (short) 2);
        about.put("binary_format_minor_version", (short) 0);
        about.put("build_epoch", 1_700_000_000L);
        about.put("database_type", "Test-City");
        about.put("description", Map.of("en", "A test"));
        about.put("ip_version", (short) 4);
        about.put("languages", List.of("en"));
        about.put("node_count", 1);
        about.put("record_size", (short) 24);
        write(file, about);
        Files.write(path, file.toByteArray());
    }

    private static Map<String, Object> names(String english) {
        return Map.of("names", Map.of("en", english));
    }

    private static void write(ByteArrayOutputStream file, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            file.write(MAP << 5 | map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                write(file, entry.getKey());
                write(file, entry.getValue());
            }
        } else if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            file.write(TEXT << 5 | bytes.length);
            file.write(bytes);
        } else if (value instanceof Short number) {
            file.write(SHORT << 5 | 2);
            file.write(number >> 8);
            file.write(number);
        } else if (value instanceof Integer number) {
            file.write(LONGER << 5 | 4);
            writeBytes(file, number, 4);
        } else if (value instanceof Long number) {
            file.write(EXTENDED << 5 | 8);
            file.write(9 - 7);
            writeBytes(file, number, 8);
        } else if (value instanceof List<?> items) {
            file.write(EXTENDED << 5 | items.size());
            file.write(11 - 7);
            for (Object item : items) {
                write(file, item);
            }
        }
    }

    private static void writeBytes(ByteArrayOutputStream file, long number, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            file.write((int) (number >> shift));
        }
    }
}
