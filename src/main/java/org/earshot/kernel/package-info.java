/** The shared grammar: clock, tick, keys and start-up rules. Imports nothing of ours. */
@NullMarked
package org.earshot.kernel;

import org.jspecify.annotations.NullMarked;
