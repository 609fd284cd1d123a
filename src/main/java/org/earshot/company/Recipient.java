package org.earshot.company;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Somebody whom a company may have reached, and what their records are found by; printed, they are obfuscated.
 *
 * @param shown the obfuscated destination (W36)
 * @param spellings the destination as others may have written it down, in lower case
 * @param hashes version of the key → keyed hash of the destination, in hexadecimal digits; at least one
 * @param keyVersion the version that makes what is new
 */
public record Recipient(String shown, Set<String> spellings, SortedMap<Integer, String> hashes, int keyVersion) {

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
        spellings = Set.copyOf(spellings);
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    /** Whether a text is the destination, in any case. */
    public boolean isSpelled(String text) {
        return spellings.contains(text.toLowerCase(Locale.ROOT));
    }

    /** All hashes, for a statement. */
    public String[] anyHash() {
        return hashes.values().toArray(String[]::new);
    }

    /** The hash under the key that makes what is new. */
    public String hash() {
        return Objects.requireNonNull(hashes.get(keyVersion));
    }

    @Override
    public String toString() {
        return shown;
    }
}
