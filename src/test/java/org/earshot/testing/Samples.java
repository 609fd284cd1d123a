package org.earshot.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.instancio.Random;
import org.instancio.junit.GivenProvider;

/**
 * Random values to try a rule with, for tests with the {@code InstancioExtension}. The seed that a failing test prints
 * makes the same values again: {@code @Seed}.
 */
public final class Samples {

    /** How a test gets its own: {@code @Given(Samples.Source.class) Samples samples}. */
    public static final class Source implements GivenProvider {

        @Override
        public Object provide(ElementContext context) {
            return new Samples(context.random());
        }
    }

    /** What most often is in the way: white space, signs with a meaning, other scripts, controls, halves of pairs. */
    private static final String TRICKY =
            "  \t\r\n\u0000\u00a0\u2007\u202e\u2028\ufeff+-.,:;@&=%#?/\\\"'<>[]{}()|~^$*_0123456789"
                    + "\u0660\u0661\uff10\uff21\u00e9\u00df\u0130\u0131\u017f\u212a\ud83d\ud800\udc00\uffff";

    private final Random random;

    private Samples(Random random) {
        this.random = random;
    }

    /** A number, both ends included. */
    public int between(int smallest, int largest) {
        return random.intRange(smallest, largest);
    }

    /** A number, both ends included. */
    public long between(long smallest, long largest) {
        return random.longRange(smallest, largest);
    }

    /** One of them. */
    @SafeVarargs
    public final <T> T oneOf(T... choices) {
        return random.oneOf(choices);
    }

    /** One of them. */
    public <T> T oneOf(List<T> choices) {
        return random.oneOf(choices);
    }

    /** Characters out of these. */
    public String from(String alphabet, int shortest, int longest) {
        return random.stringOf(between(shortest, longest), alphabet.toCharArray());
    }

    /** Any text at all. */
    public String text(int longest) {
        StringBuilder text = new StringBuilder();
        for (int left = between(0, longest); left > 0; left--) {
            text.append(character());
        }
        return text.toString();
    }

    private String character() {
        return switch (between(0, 3)) {
            case 0 -> from(TRICKY, 1, 1);
            case 1 -> Character.toString(between(0x20, 0x7e));
            case 2 -> Character.toString((char) between(0, Character.MAX_VALUE));
            default -> Character.toString(between(0, Character.MAX_CODE_POINT));
        };
    }

    /** Something much like this text: with a few characters more, fewer or others. */
    public String muchLike(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int left = between(1, 3); left > 0; left--) {
            int at = between(0, changed.length());
            switch (between(0, 2)) {
                case 0 -> changed.insert(at, character());
                case 1 -> changed.delete(at, Math.min(changed.length(), at + between(1, 4)));
                default -> changed.replace(at, Math.min(changed.length(), at + 1), character());
            }
        }
        return changed.toString();
    }

    /** Something much like the UTF-8 of this text, which may be no UTF-8 any more. */
    public byte[] bytesMuchLike(String text) {
        byte[] bytes = muchLike(text).getBytes(StandardCharsets.UTF_8);
        for (int left = bytes.length == 0 ? 0 : between(0, 2); left > 0; left--) {
            bytes[between(0, bytes.length - 1)] = (byte) between(Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        return bytes;
    }

    /** Some of what a maker makes. */
    public <T> List<T> some(int fewest, int most, Supplier<T> maker) {
        List<T> made = new ArrayList<>();
        for (int left = between(fewest, most); left > 0; left--) {
            made.add(maker.get());
        }
        return made;
    }
}
