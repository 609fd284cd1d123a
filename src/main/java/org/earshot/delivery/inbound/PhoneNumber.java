package org.earshot.delivery.inbound;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number that a text message came from, as the suppression list knows it: in E.164, which is how providers tell it.
 * It prints as nothing.
 */
record PhoneNumber(String e164) {

    private static final Pattern PUNCTUATION = Pattern.compile("[\\p{Zs}().\\-/\u2010\u2011]");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** Reads a number with its country code; empty if it is none, as short codes and names are. */
    static Optional<PhoneNumber> parse(String text) {
        String number = PUNCTUATION.matcher(text).replaceAll("");
        return E164.matcher(number).matches() ? Optional.of(new PhoneNumber(number)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "a phone number";
    }
}
