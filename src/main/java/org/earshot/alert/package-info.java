/** Telling a company's own people of the feedback that they want to hear of. */
@NullMarked
package org.earshot.alert;

import org.jspecify.annotations.NullMarked;
