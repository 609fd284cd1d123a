/** The automatic look at a review before moderators see it: phases in an order, each of which may flag with a reason. */
@NullMarked
package org.earshot.screening;

import org.jspecify.annotations.NullMarked;
