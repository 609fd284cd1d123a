package org.earshot.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One of a company's own people, who is told of feedback by email. */
record Addressee(String address) {

    /** Each of these addresses once: what is spelled in two ways is one mailbox. */
    static List<Addressee> each(List<String> addresses) {
        Map<String, Addressee> each = new LinkedHashMap<>();
        for (String address : addresses) {
            Addressee addressee = new Addressee(address);
            each.putIfAbsent(addressee.normalised(), addressee);
        }
        return List.copyOf(each.values());
    }

    /** As lists of those who must not be written to know them. */
    String normalised() {
        return address.toLowerCase(Locale.ROOT);
    }
}
