/** Asking: a company's request for feedback, from its acceptance to its personal link, and how far it has come. */
@NullMarked
package org.earshot.feedbackrequest;

import org.jspecify.annotations.NullMarked;
