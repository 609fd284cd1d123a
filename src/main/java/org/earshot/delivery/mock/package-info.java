/** Senders that send nothing: they keep each message in a bounded mailbox and fail on demand. */
@NullMarked
package org.earshot.delivery.mock;

import org.jspecify.annotations.NullMarked;
