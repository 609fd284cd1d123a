package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.earshot.delivery.Channel;
import org.earshot.testing.Samples;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every destination, not only for those that somebody thought of. */
@ExtendWith(InstancioExtension.class)
@Tag("W17")
class DestinationPropertiesTest {

    private static final int MANY = 3000;
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final List<String> COUNTRIES = PHONES.getSupportedRegions().stream()
            .sorted()
            .filter(country -> PHONES.getExampleNumberForType(country, PhoneNumberType.MOBILE) != null)
            .toList();
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String LOCAL_SIGNS = LETTERS + DIGITS + "!#$%&'*+/=?^_`{|}~-";

    private static String localPart(Samples samples) {
        return String.join(".", samples.some(1, 3, () -> samples.from(LOCAL_SIGNS, 1, 12)));
    }

    private static String domain(Samples samples) {
        List<String> labels = samples.some(
                1,
                3,
                () -> samples.oneOf(
                        samples.from(LETTERS + DIGITS, 1, 20),
                        samples.from(LETTERS, 1, 5) + "-" + samples.from(DIGITS, 1, 5),
                        "m\u00fcller" + samples.from(LETTERS, 0, 3)));
        return String.join(".", labels) + "." + samples.from(LETTERS, 2, 8);
    }

    @Test
    void anAcceptedAddressComesBackNormalisedAndIsTheSameWhenReadAgain(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            String local = localPart(samples);
            String domain = domain(samples);
            Optional<Destination> read = Destination.email(local + "@" + domain);
            assertTrue(read.isPresent(), local + "@" + domain);
            String value = read.get().value();
            assertTrue(value.startsWith(local + "@"), value);
            String written = value.substring(local.length() + 1);
            assertTrue(written.matches("[a-z0-9.-]+"), written);
            assertEquals(read, Destination.email(value), value);
            assertEquals(
                    read.get().normalised(),
                    Destination.email(value.toUpperCase(Locale.ROOT))
                            .orElseThrow()
                            .normalised());
            assertEquals(
                    Optional.of(read.get().normalised()),
                    Destination.email(read.get().normalised()).map(Destination::normalised));
        }
    }

    @Test
    void whatIsMuchLikeAnAddressIsReadAsOneSafeLineOrNotAtAll(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            String text = samples.muchLike(localPart(samples) + "@" + domain(samples));
            Destination.email(text).ifPresent(read -> {
                assertTrue(
                        read.value().matches("[!-~&&[^@<>,;:\"()\\[\\]\\\\ ]]+@[a-z0-9-]+(\\.[a-z0-9-]+)+"),
                        read.value());
                assertEquals(Optional.of(read), Destination.email(read.value()));
            });
        }
    }

    @Test
    void anyTextIsReadOrRefusedAndNothingElse(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            String text = samples.text(40);
            Destination.email(text).ifPresent(read -> assertEquals(Channel.EMAIL, read.channel()));
            Destination.mobile(text, samples.oneOf(COUNTRIES), true)
                    .ifPresent(read -> assertEquals(Channel.SMS, read.channel()));
            Destination.email(text + "@" + samples.text(20));
            Destination.mobile(
                    "+" + samples.from("0123456789 ()-./\u0660\uff11", 0, 25), samples.oneOf(COUNTRIES), false);
        }
    }

    @Test
    void everySpellingOfANumberIsTheSameRecipient(@Given(Samples.Source.class) Samples samples) {
        int numbers = 0;
        for (int i = 0; i < MANY; i++) {
            String country = samples.oneOf(COUNTRIES);
            PhoneNumber number = number(samples, country);
            String international = PHONES.format(number, PhoneNumberFormat.E164);
            Optional<Destination> read = Destination.mobile(international, country, true);
            if (read.isEmpty()) {
                continue;
            }
            numbers++;
            assertEquals(international, read.get().value());
            assertTrue(read.get().value().matches("\\+[1-9]\\d{6,14}"), international);
            for (String spelling : List.of(
                    PHONES.format(number, PhoneNumberFormat.INTERNATIONAL),
                    PHONES.format(number, PhoneNumberFormat.NATIONAL),
                    PHONES.formatOutOfCountryCallingNumber(number, country),
                    spread(samples, international))) {
                assertEquals(read, Destination.mobile(spelling, country, true), country + " " + spelling);
            }
            assertEquals(read, Destination.mobile(international, samples.oneOf(COUNTRIES), true), "from anywhere");
        }
        assertTrue(numbers > MANY / 3, numbers + " numbers were tried");
    }

    /** A mobile number of a country, most often one that exists. */
    private static PhoneNumber number(Samples samples, String country) {
        PhoneNumber number = PHONES.getExampleNumberForType(country, PhoneNumberType.MOBILE);
        long last = samples.oneOf(10L, 100L, 1000L);
        return number.setNationalNumber(number.getNationalNumber() / last * last + samples.between(0, last - 1));
    }

    /** With signs in between that people write there. */
    private static String spread(Samples samples, String number) {
        StringBuilder spread = new StringBuilder("+");
        for (char digit : number.substring(1).toCharArray()) {
            spread.append(samples.oneOf("", "", "", " ", "-", ".", "\u00a0")).append(digit);
        }
        return spread.toString();
    }

    @Test
    @Tag("W36")
    void anObfuscatedAddressKeepsTwoLettersAndTheLastLabel(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            Destination read = Destination.email(localPart(samples) + "@" + domain(samples))
                    .orElseThrow();
            String shown = read.obfuscated();
            String value = read.value();
            assertFalse(shown.contains(value), value);
            String lastLabel = value.substring(value.lastIndexOf('.'));
            assertEquals(value.charAt(0) + "***@" + value.charAt(value.indexOf('@') + 1) + "******" + lastLabel, shown);
            assertEquals(shown, read.toString());
        }
    }

    @Test
    @Tag("W36")
    void addressesOfAnyLengthLookTheSame(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            String one = "j" + samples.from(LOCAL_SIGNS, 0, 60) + "@e" + samples.from(LETTERS, 1, 60) + ".com";
            assertEquals(
                    "j***@e******.com", Destination.email(one).orElseThrow().obfuscated(), one);
        }
    }

    @Test
    @Tag("W36")
    void anObfuscatedNumberKeepsTheCountryAndThreeDigits(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            PhoneNumber number = number(samples, samples.oneOf(COUNTRIES));
            String value = PHONES.format(number, PhoneNumberFormat.E164);
            Destination.mobile(value, "GB", true).ifPresent(read -> {
                String shown = read.obfuscated();
                assertFalse(shown.contains(value.substring(1)), value);
                assertEquals("+" + number.getCountryCode() + "******" + value.substring(value.length() - 3), shown);
                assertEquals(shown, read.toString());
            });
        }
    }
}
