/** Earshot: asks customers for feedback, and collects, moderates and serves their reviews. */
@NullMarked
package org.earshot;

import org.jspecify.annotations.NullMarked;
