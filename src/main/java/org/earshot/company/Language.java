package org.earshot.company;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A language that people can be addressed in. */
public enum Language {
    ENGLISH(Locale.ENGLISH),
    GERMAN(Locale.GERMAN),
    FRENCH(Locale.FRENCH);

    /** One language of the header, with whatever region; the parser of the JDK fails on some malformed ones. */
    private static final Pattern WISH = Pattern.compile(
            "\\s*(?<language>[A-Za-z]{2,8})(-[A-Za-z0-9]{1,8})*\\s*(;\\s*q=(?<weight>[01](\\.[0-9]{0,3})?)\\s*)?");

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** The ISO 639-1 code. */
    public String code() {
        return locale.getLanguage();
    }

    /** The language of a code, if it is one of these. */
    public static Optional<Language> of(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code().equals(code))
                .findFirst();
    }

    /**
     * The one that somebody likes best of those on offer; the first of them if none is liked.
     *
     * @param accepted an {@code Accept-Language} header; what is malformed in it says nothing
     * @param offered at least one
     */
    public static Language preferred(String accepted, List<Language> offered) {
        return Arrays.stream(accepted.split(","))
                .map(WISH::matcher)
                .filter(Matcher::matches)
                .filter(wish -> weight(wish) > 0)
                .sorted(Comparator.comparingDouble(Language::weight).reversed())
                .flatMap(wish -> of(wish.group("language").toLowerCase(Locale.ROOT)).stream())
                .filter(offered::contains)
                .findFirst()
                .orElse(offered.get(0));
    }

    private static double weight(Matcher wish) {
        String weight = wish.group("weight");
        return weight == null ? 1 : Double.parseDouble(weight);
    }
}
