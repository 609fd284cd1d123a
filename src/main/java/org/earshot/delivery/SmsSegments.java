package org.earshot.delivery;

import java.util.stream.IntStream;

/**
 * How a text message is cut up on its way, and so what it costs (GSM 03.38, 03.40).
 *
 * @param gsm7 whether the small alphabet is enough for it; otherwise every character takes two bytes or four
 * @param count how many parts it is sent in
 */
public record SmsSegments(boolean gsm7, int count) {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** Each takes the place of two. */
    private static final String EXTENSION = "\f^{}\\[~]|€";

    private static final int GSM7_ALONE = 160;
    private static final int GSM7_PART = 153;
    private static final int UCS2_ALONE = 70;
    private static final int UCS2_PART = 67;

    /** Counts those of a text. */
    public static SmsSegments of(String text) {
        boolean gsm7 = text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENSION.indexOf(c) >= 0);
        return gsm7
                ? new SmsSegments(true, count(text.codePoints().map(SmsSegments::septets), GSM7_ALONE, GSM7_PART))
                : new SmsSegments(false, count(text.codePoints().map(Character::charCount), UCS2_ALONE, UCS2_PART));
    }

    /** A character that takes two places is never cut in two, so a part may end with an empty place. */
    private static int count(IntStream widths, int alone, int part) {
        int total = 0;
        int parts = 1;
        int inPart = 0;
        for (int width : widths.toArray()) {
            total += width;
            if (inPart + width > part) {
                parts++;
                inPart = 0;
            }
            inPart += width;
        }
        return total <= alone ? 1 : parts;
    }

    private static int septets(int character) {
        return EXTENSION.indexOf(character) >= 0 ? 2 : 1;
    }
}
