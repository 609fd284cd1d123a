package org.earshot.access;

import java.time.Instant;
import java.util.Set;

/** What a token can pass on to those that are issued with it: its permissions, for as long as it lives. */
record TokenBounds(String subject, Set<Permission> permissions, Instant expires) {}
