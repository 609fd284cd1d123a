package org.earshot.screening;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.Optional;
import java.util.regex.Pattern;

/** Notices email addresses and phone numbers. Its reasons do not repeat them. */
final class ContactData {

    private static final Pattern EMAIL = Pattern.compile(
            "[\\p{L}\\p{N}][\\p{L}\\p{N}._%+'-]{0,63}@(?:[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,62}\\.){1,8}\\p{L}{2,24}");

    /** Where numbers have eight digits, a date is one too. */
    private static final Pattern DATE =
            Pattern.compile("(?<!\\d)(?<!\\d[-./])(?:(?:19|20)\\d{2}([-./])\\d{1,2}\\1\\d{1,2}"
                    + "|\\d{1,2}([-./])\\d{1,2}\\2(?:(?:19|20)\\d{2}|\\d{2}))(?![-./]?\\d)");

    /** Bounds the work on a text of nothing but digits. */
    private static final long MOST_TRIES = 200;

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private ContactData() {}

    static Optional<String> notice(Screening review) {
        String words = review.words();
        boolean email = EMAIL.matcher(Wording.spelledOut(words)).find();
        boolean phone = hasPhoneNumber(words, review.settings().country());
        if (email && phone) {
            return Optional.of("contains an email address and a phone number");
        }
        if (email) {
            return Optional.of("contains an email address");
        }
        return phone ? Optional.of("contains a phone number") : Optional.empty();
    }

    private static boolean hasPhoneNumber(String words, String country) {
        String withoutDates = DATE.matcher(words).replaceAll(",");
        return PHONES.findNumbers(withoutDates, country, Leniency.VALID, MOST_TRIES)
                .iterator()
                .hasNext();
    }
}
