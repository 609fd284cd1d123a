package org.earshot.kernel;

import java.util.List;

/** A demand on the configuration that production must meet before it serves anybody. */
public interface StartupRule {

    /** What the service cannot run without, or with, each in words that name the key to set. */
    default List<String> missing() {
        return List.of();
    }

    /** What is dangerous with real data, each in words that name the key to change. */
    default List<String> unsafe() {
        return List.of();
    }
}
