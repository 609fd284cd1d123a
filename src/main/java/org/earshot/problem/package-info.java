/** What can go wrong, told once, and rendered in the shape that the path speaks. */
@NullMarked
package org.earshot.problem;

import org.jspecify.annotations.NullMarked;
