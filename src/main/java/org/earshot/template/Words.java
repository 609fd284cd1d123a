package org.earshot.template;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the API spells the words of closed sets: in lower case. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The one that is spelt so. */
    static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
        return EnumSet.allOf(type).stream()
                .filter(constant -> of(constant).equals(word))
                .findFirst();
    }

    /** What a caller may choose from: {@code light, dark or custom}. */
    static <E extends Enum<E>> String choice(Class<E> type) {
        List<String> words = EnumSet.allOf(type).stream().map(Words::of).toList();
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }
}
