package org.earshot.delivery;

import java.time.Instant;

/**
 * A message that was claimed and is to be composed. All that a composer may build on is fixed at the first claim, so
 * that each attempt composes the same bytes.
 *
 * @param attempt 1 for the first
 * @param dueAt when the message was first to leave
 * @param firstTriedAt when it was claimed first
 * @param settingsRevision of the company's settings to compose with
 */
public record DueMessage(
        MessageKey key, Channel channel, Instant dueAt, int attempt, Instant firstTriedAt, int settingsRevision) {}
