package org.earshot.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that every email of ours carries, always in the same order. */
public final class EmailHeaders {

    private EmailHeaders() {}

    /** A moment as emails tell it: to the second. */
    public static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    /**
     * All of an email's own headers.
     *
     * @param optOut where its reader asks for no more messages, also by one click (W68)
     * @param thread the headers that name the email and those that it follows
     */
    public static Map<String, String> of(String date, String optOut, Map<String, String> thread) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Date", date);
        headers.put("Auto-Submitted", "auto-generated");
        headers.put("List-Unsubscribe", "<" + optOut + ">");
        headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        headers.putAll(thread);
        return Collections.unmodifiableMap(headers);
    }
}
