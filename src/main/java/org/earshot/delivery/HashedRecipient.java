package org.earshot.delivery;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A recipient as the suppression list and the opt-out links know them: the first half of the keyed hash.
 *
 * @param keyVersion of the hash key
 * @param hex 16 bytes, in hexadecimal digits
 */
public record HashedRecipient(int keyVersion, String hex) {

    static final int BYTES = 16;

    /** The recipient of a whole hash, as {@link RecipientHash} makes it. */
    public static HashedRecipient of(int keyVersion, byte[] hash) {
        return new HashedRecipient(keyVersion, HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
