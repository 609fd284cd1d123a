package org.earshot.screening;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notices addresses in the web: with a scheme, with {@code www.}, or a bare domain. */
final class Links {

    private static final Pattern WITH_SCHEME = Pattern.compile("(?i)(?<![\\p{L}\\p{N}])[a-z][a-z0-9+-]{1,15}://\\S");

    private static final Pattern WITH_WWW = Pattern.compile("(?i)(?<![\\p{L}\\p{N}])www\\.[\\p{L}\\p{N}]");

    /** Labels, an ending, and the beginning of a path; no part of an email address. */
    private static final Pattern DOMAIN = Pattern.compile("(?<![\\p{L}\\p{M}\\p{N}@._-])"
            + "(?:[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}-]{0,62}\\.){1,8}(\\p{L}{2,24})(?![\\p{L}\\p{M}\\p{N}@-])"
            + "(/[\\p{L}\\p{N}?#])?");

    /** Endings of domains that no sentence starts with when the blank before it is missing. */
    private static final Set<String> ENDINGS = Set.of(
            "com", "net", "org", "info", "biz", "io", "co", "uk", "ie", "eu", "de", "fr", "es", "nl", "pl", "pt", "ru",
            "ua", "ch", "se", "dk", "cz", "gr", "ro", "hu", "fi", "au", "nz", "ca", "br", "cn", "jp", "kr", "za", "tv",
            "ly", "gg", "gl", "cc", "xyz", "app", "dev", "рф");

    /** Endings that are also words, or abbreviations of titles: "I loved it.It was …". They need a path behind them. */
    private static final Set<String> WORDS = Set.of(
            "it", "me", "us", "in", "is", "to", "at", "be", "no", "so", "my", "am", "do", "as", "shop", "store", "live",
            "link", "page", "site", "online", "club", "top", "blog", "care", "health", "clinic", "dental", "website");

    private Links() {}

    static Optional<String> notice(Screening review) {
        String words = Wording.spelledOut(review.words());
        return WITH_SCHEME.matcher(words).find() || WITH_WWW.matcher(words).find() || hasDomain(words)
                ? Optional.of("contains a link")
                : Optional.empty();
    }

    private static boolean hasDomain(String words) {
        Matcher domain = DOMAIN.matcher(words);
        while (domain.find()) {
            String ending = domain.group(1).toLowerCase(Locale.ROOT);
            if (ENDINGS.contains(ending) || (WORDS.contains(ending) && domain.group(2) != null)) {
                return true;
            }
        }
        return false;
    }
}
