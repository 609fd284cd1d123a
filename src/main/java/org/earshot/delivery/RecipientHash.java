package org.earshot.delivery;

import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.Keyring;
import org.earshot.kernel.Keyring.Purpose;

/**
 * Knows a recipient again without keeping the address: a keyed hash, different for each company. What is kept by it
 * outlives the erasure of the address.
 */
@Singleton
public class RecipientHash {

    private final Keyring keys;

    RecipientHash(Keyring keys) {
        this.keys = keys;
    }

    /** The version of the key that hashes of those are made with who are not known yet. */
    public int keyVersion() {
        return keys.currentVersion(Purpose.DESTINATION_HASH);
    }

    /**
     * All that a recipient may be known by: version of the key → hash, in hexadecimal digits.
     *
     * @param destination normalised
     */
    public SortedMap<Integer, String> underEveryKey(CompanyScope scope, String destination) {
        SortedMap<Integer, String> hashes = new TreeMap<>();
        for (int version : keys.versions(Purpose.DESTINATION_HASH)) {
            hashes.put(version, HexFormat.of().formatHex(of(scope, destination, version)));
        }
        return hashes;
    }

    /** The recipient as the suppression list knows it, under the current key. */
    public HashedRecipient hashed(CompanyScope scope, String destination) {
        return hashed(scope, destination, keyVersion());
    }

    /** The same under every key: whoever opted out is known whichever key was the current one then. */
    List<HashedRecipient> hashedByEveryKey(CompanyScope scope, String destination) {
        return keys.versions(Purpose.DESTINATION_HASH).stream()
                .map(version -> hashed(scope, destination, version))
                .toList();
    }

    /** The recipient as the suppression list knows it, under one version of the key. */
    HashedRecipient hashed(CompanyScope scope, String destination, int version) {
        return HashedRecipient.of(version, of(scope, destination, version));
    }

    /**
     * The hash of a recipient under one version of the key: 32 bytes.
     *
     * @param destination normalised, so that two spellings of the same recipient are one
     */
    public byte[] of(CompanyScope scope, String destination, int version) {
        return keys.code(Purpose.DESTINATION_HASH, version, scope.company() + "/" + destination);
    }
}
