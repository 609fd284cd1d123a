package org.earshot.activity;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a browser tells of itself in the header {@code User-Agent} (A16): the kind of device in the API's three words, and
 * the name of the browser. Programs and robots tell nothing.
 */
record UserAgent(@Nullable String deviceType, @Nullable String browser) {

    static final UserAgent UNKNOWN = new UserAgent(null, null);

    private static final int LONGEST = 1_000;
    private static final String BEGINNING = "Mozilla/5.0 (";
    private static final Pattern ENGINE = Pattern.compile("AppleWebKit/|Gecko/|Trident/");
    private static final Pattern ROBOT = Pattern.compile(
            "bot\\b|bot/|crawl|spider|slurp|headless|preview|scanner|monitor|lighthouse|phantomjs|https?://");

    /** Part of the header → name. Browsers that are built on another one name that as well, so the order counts. */
    private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

    static {
        BROWSERS.put("edg/", "Edge");
        BROWSERS.put("edga/", "Edge");
        BROWSERS.put("edgios/", "Edge");
        BROWSERS.put("edge/", "Edge");
        BROWSERS.put("opr/", "Opera");
        BROWSERS.put("opt/", "Opera");
        BROWSERS.put("samsungbrowser/", "Samsung Internet");
        BROWSERS.put("vivaldi/", "Vivaldi");
        BROWSERS.put("yabrowser/", "Yandex Browser");
        BROWSERS.put("duckduckgo/", "DuckDuckGo");
        BROWSERS.put("silk/", "Silk");
        BROWSERS.put("firefox/", "Firefox");
        BROWSERS.put("fxios/", "Firefox");
        BROWSERS.put("crios/", "Chrome");
        BROWSERS.put("chrome/", "Chrome");
        BROWSERS.put("trident/", "Internet Explorer");
        BROWSERS.put("safari/", "Safari");
    }

    /** Reads the header of a call. */
    static UserAgent of(@Nullable String header) {
        if (header == null
                || header.length() > LONGEST
                || !header.startsWith(BEGINNING)
                || !ENGINE.matcher(header).find()) {
            return UNKNOWN;
        }
        String words = header.toLowerCase(Locale.ROOT);
        if (ROBOT.matcher(words).find()) {
            return UNKNOWN;
        }
        return browser(words)
                .map(browser -> new UserAgent(deviceType(words), browser))
                .orElse(UNKNOWN);
    }

    private static Optional<String> browser(String words) {
        return BROWSERS.entrySet().stream()
                .filter(entry -> words.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static @Nullable String deviceType(String words) {
        boolean android = words.contains("android");
        if (words.contains("ipad") || words.contains("tablet") || (android && !words.contains("mobile"))) {
            return words.contains("tv") ? null : "tablet";
        }
        if (android || words.contains("iphone") || words.contains("ipod") || words.contains("mobile")) {
            return "mobile";
        }
        boolean desktop = words.contains("windows nt")
                || words.contains("macintosh")
                || words.contains("cros ")
                || words.contains("x11;");
        return desktop ? "desktop" : null;
    }
}
