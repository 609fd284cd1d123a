package org.earshot.kernel;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;

/**
 * The pool for analytics and exports, which may lead to a read replica: it refuses whatever writes or locks, and may be
 * some time behind what was written.
 */
@Qualifier
@Retention(RUNTIME)
public @interface Reading {}
