package org.earshot.feedbackrequest;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.delivery.Channel;

/**
 * Where a recipient is reached (W17). Two that compare equal reach the same recipient; printed, it is obfuscated.
 *
 * @param value an email address with its domain in lower-case ASCII, or a mobile number in E.164
 */
record Destination(Channel channel, String value) {

    /** The address pattern of HTML's email fields, with a domain of at least two labels. */
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
            + "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private static final int LONGEST_DOMAIN = 253;

    /** How people write a number; the library below would also take words around it, letters for digits, extensions. */
    private static final Pattern WRITTEN_NUMBER = Pattern.compile("\\+?[\\p{Nd}\\p{Zs}().\\-/\u2010\u2011]+");

    /** Mobile numbers that Ofcom keeps for drama: they are never anybody's. */
    private static final Pattern FICTIONAL = Pattern.compile("\\+447700900\\d{3}");

    private static final Pattern BESIDE_DIGITS = Pattern.compile("[^+0-9]");
    private static final Pattern BARE = Pattern.compile("[1-9][0-9]*");

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    /** The channel of a word such as {@code email} (W16). */
    static Optional<Channel> channel(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "email" -> Optional.of(Channel.EMAIL);
            case "sms" -> Optional.of(Channel.SMS);
            default -> Optional.empty();
        };
    }

    /**
     * Reads a destination that fits a channel; empty if it does not.
     *
     * @param country the ISO code of the country whose national numbers are understood
     * @param fictionalToo whether numbers that are nobody's pass
     */
    static Optional<Destination> parse(Channel channel, String text, String country, boolean fictionalToo) {
        return switch (channel) {
            case EMAIL -> email(text);
            case SMS -> mobile(text, country, fictionalToo);
        };
    }

    /** What a text is not that is no destination of a channel. */
    static String demand(Channel channel) {
        return channel == Channel.EMAIL ? "must be an email address" : "must be a valid mobile number";
    }

    /** Reads an email address; empty if it is none. */
    static Optional<Destination> email(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        String domain;
        try {
            domain = IDN.toASCII(text.substring(at + 1)).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String address = text.substring(0, at) + "@" + domain;
        boolean valid = domain.length() <= LONGEST_DOMAIN
                && EMAIL.matcher(address).matches()
                && !address.startsWith(".")
                && !address.contains("..")
                && !address.contains(".@");
        return valid ? Optional.of(new Destination(Channel.EMAIL, address)) : Optional.empty();
    }

    /**
     * Reads a mobile number; empty if it is none.
     *
     * @param country the ISO code of the country whose national numbers are understood
     * @param fictionalToo whether numbers that are nobody's pass
     */
    static Optional<Destination> mobile(String text, String country, boolean fictionalToo) {
        if (!WRITTEN_NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            PhoneNumber number = PHONES.parse(text, country);
            String e164 = PHONES.format(number, PhoneNumberFormat.E164);
            PhoneNumberType type = PHONES.getNumberType(number);
            boolean mobile = type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
            boolean fictional = FICTIONAL.matcher(e164).matches();
            return (mobile && !fictional) || (fictional && fictionalToo)
                    ? Optional.of(new Destination(Channel.SMS, e164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** What two spellings of the same recipient have in common. */
    String normalised() {
        return value.toLowerCase(Locale.ROOT);
    }

    /**
     * How others may have written it down, in lower case: an address with its domain in either script, a number with its
     * country's code, or without it within that country, each with the usual blanks or none.
     */
    Set<String> spellings(String country) {
        return switch (channel) {
            case EMAIL -> {
                int domain = value.lastIndexOf('@') + 1;
                String inOwnScript = value.substring(0, domain) + IDN.toUnicode(value.substring(domain));
                yield Set.copyOf(List.of(normalised(), inOwnScript.toLowerCase(Locale.ROOT)));
            }
            case SMS -> {
                PhoneNumber number = number();
                List<PhoneNumberFormat> formats = number.getCountryCode() == PHONES.getCountryCodeForRegion(country)
                        ? List.of(PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL)
                        : List.of(PhoneNumberFormat.INTERNATIONAL);
                yield formats.stream()
                        .map(format -> PHONES.format(number, format))
                        .flatMap(spelled -> Stream.of(
                                spelled, BESIDE_DIGITS.matcher(spelled).replaceAll("")))
                        // what might as well be some number of the company's own
                        .filter(spelled -> !BARE.matcher(spelled).matches())
                        .collect(Collectors.toUnmodifiableSet());
            }
        };
    }

    /** The form that may be shown: its widths tell no length (W36). */
    String obfuscated() {
        return switch (channel) {
            case EMAIL -> {
                int at = value.lastIndexOf('@');
                yield value.substring(0, value.offsetByCodePoints(0, 1)) + "***@" + value.charAt(at + 1) + "******"
                        + value.substring(value.lastIndexOf('.'));
            }
            case SMS -> "+" + number().getCountryCode() + "******" + value.substring(value.length() - 3);
        };
    }

    private PhoneNumber number() {
        try {
            return PHONES.parse(value, null);
        } catch (NumberParseException e) {
            throw new IllegalStateException("A destination's number is always E.164", e);
        }
    }

    @Override
    public String toString() {
        return obfuscated();
    }
}
