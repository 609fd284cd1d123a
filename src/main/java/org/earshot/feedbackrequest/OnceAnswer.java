package org.earshot.feedbackrequest;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a call with an idempotency key, as it was first given.
 *
 * @param body JSON, byte for byte the same each time
 * @param requestId the request that it tells of, if one was stored
 * @param replayed whether an earlier call was answered so already
 */
public record OnceAnswer(int status, String body, @Nullable Long requestId, boolean replayed) {}
