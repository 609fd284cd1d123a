/** The outbox: hands finished messages to the outside world, at least once. Knows nothing about feedback. */
@NullMarked
package org.earshot.delivery;

import org.jspecify.annotations.NullMarked;
