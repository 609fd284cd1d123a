package org.earshot.delivery;

import java.time.Instant;

/**
 * An entry of a company's suppression list. It does not tell the destination, which is not kept.
 *
 * @param at since when
 */
public record Suppression(long id, SuppressionReason reason, Instant at) {}
