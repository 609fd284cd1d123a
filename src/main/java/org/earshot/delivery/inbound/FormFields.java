package org.earshot.delivery.inbound;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.earshot.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a posted form, sorted by name. It is read here and not by the server: a signature covers all that was sent,
 * and blank fields, too.
 */
record FormFields(SortedMap<String, List<String>> values) {

    /** Reads a body; fails with UNAUTHENTICATED if it is no form, since then nobody can have signed it. */
    static FormFields read(byte @Nullable [] body) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        if (body != null && body.length > 0) {
            try {
                for (String field : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
                    int equals = field.indexOf('=');
                    String name = decoded(equals < 0 ? field : field.substring(0, equals));
                    values.computeIfAbsent(name, none -> new ArrayList<>())
                            .add(equals < 0 ? "" : decoded(field.substring(equals + 1)));
                }
            } catch (IllegalArgumentException e) {
                throw Problem.unsigned();
            }
        }
        return new FormFields(Collections.unmodifiableSortedMap(values));
    }

    /** The first value of a field; blank counts as missing. */
    Optional<String> first(String name) {
        return Optional.ofNullable(values.get(name))
                .map(all -> all.get(0).strip())
                .filter(value -> !value.isEmpty());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Holds a number, and what a person wrote. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
