package org.earshot.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects what is wrong with each field of one call, so that one answer names them all; the first word on a field counts. */
public final class FieldErrors {

    private final Map<String, String> reasons = new LinkedHashMap<>();

    /** Notes that a field is bad, in words that complete "the field …". */
    public void add(String field, String reason) {
        reasons.putIfAbsent(field, reason);
    }

    /** Whether nothing has been found wrong with this field so far. */
    public boolean accepts(String field) {
        return !reasons.containsKey(field);
    }

    /** Ends the call with {@link Problem#invalid} when any field is bad. */
    public void throwIfAny() {
        if (!reasons.isEmpty()) {
            throw Problem.invalid(reasons);
        }
    }

    /** The bad fields in the order in which they were found, each with its reason. */
    public Map<String, String> asMap() {
        return Collections.unmodifiableMap(reasons);
    }
}
