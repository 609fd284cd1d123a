package org.earshot.company;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Somebody whom a company may have reached: not the address, only what their records are found by.
 *
 * @param shown the obfuscated destination (W36)
 * @param hashes version of the key → keyed hash of the destination, in hexadecimal digits; at least one
 */
public record Recipient(String shown, SortedMap<Integer, String> hashes) {

    /** How a recipient is reached. */
    public enum Type {
        EMAIL,
        SMS;

        /** The type of a word, in any case. */
        public static Optional<Type> of(String word) {
            return Arrays.stream(values())
                    .filter(type -> type.name().equals(word.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    public Recipient {
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    /** All hashes, for a statement. */
    public String[] anyHash() {
        return hashes.values().toArray(String[]::new);
    }

    /** The version of the newest key. */
    public int keyVersion() {
        return hashes.lastKey();
    }

    /** The hash under the newest key. */
    public String hash() {
        return Objects.requireNonNull(hashes.get(hashes.lastKey()));
    }

    @Override
    public String toString() {
        return shown;
    }
}
