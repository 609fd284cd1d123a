package org.earshot.delivery;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each kind of message has exactly one of: a composer, a listener. */
final class Kinds {

    private Kinds() {}

    /** The parts by their kind; fails if two declare the same. */
    static <T> Map<String, T> onePerKind(List<T> parts, Function<T, String> kind) {
        return parts.stream().collect(Collectors.toUnmodifiableMap(kind, Function.identity()));
    }

    /** The part of a kind; only messages of kinds that have all are claimed. */
    static <T> T part(Map<String, T> parts, String kind) {
        return Objects.requireNonNull(parts.get(kind), kind);
    }
}
