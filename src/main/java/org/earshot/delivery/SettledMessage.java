package org.earshot.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that has left the queue.
 *
 * @param refusal why it was given up; empty when it was delivered
 */
public record SettledMessage(MessageKey key, Instant at, Optional<String> refusal) {}
