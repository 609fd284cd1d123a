package org.earshot.delivery.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Text as an email carries it, in ASCII and in short lines: RFC 2045 in its body, RFC 2047 in its headers. */
final class MimeText {

    /** An encoded word may have 75 characters: 12 around the text, which then has 60, for 45 bytes. */
    private static final int WORD_BYTES = 45;

    private static final int LONGEST_PLAIN = 60;
    private static final int LONGEST_LINE = 75;

    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]*");

    private MimeText() {}

    /** Text of a header such as the subject; what would break its line is a blank. */
    static String header(String words) {
        String text = oneLine(words);
        boolean plain = PLAIN.matcher(text).matches()
                && text.length() <= LONGEST_PLAIN
                && !text.contains("=?")
                && text.equals(text.strip());
        return plain ? text : encodedWords(text);
    }

    /** A name that stands before an address. */
    static String name(String words) {
        String text = oneLine(words);
        boolean plain = PLAIN.matcher(text).matches() && text.length() <= LONGEST_PLAIN && !text.contains("=?");
        return plain ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : encodedWords(text);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
    }

    /** No character is cut in two, and each word is on a line of its own. */
    private static String encodedWords(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int codePoint : text.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            int more = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > WORD_BYTES) {
                words.add(encodedWord(word));
                word.setLength(0);
                bytes = 0;
            }
            word.append(character);
            bytes += more;
        }
        words.add(encodedWord(word));
        return String.join("\r\n ", words);
    }

    private static String encodedWord(CharSequence text) {
        return "=?UTF-8?B?"
                + Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8))
                + "?=";
    }

    /** A text in quoted-printable, with {@code \n} at the end of each line. */
    static String quotedPrintable(String text) {
        StringBuilder encoded = new StringBuilder();
        text.lines().forEach(line -> quotedLine(line, encoded));
        return encoded.toString();
    }

    private static void quotedLine(String line, StringBuilder encoded) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        int column = 0;
        for (int i = 0; i < bytes.length; i++) {
            String next = quoted(bytes[i], i == bytes.length - 1);
            if (column + next.length() > LONGEST_LINE) {
                encoded.append("=\n");
                column = 0;
            }
            encoded.append(next);
            column += next.length();
        }
        encoded.append('\n');
    }

    /** Blanks stay but at the end of a line, where servers take them away. */
    private static String quoted(byte octet, boolean last) {
        boolean plain = (octet > ' ' && octet <= '~' && octet != '=') || (octet == ' ' && !last);
        return plain ? String.valueOf((char) octet) : String.format("=%02X", octet & 0xff);
    }
}
