/** Answering: the page behind the link, the review that comes of it, and its moderation. */
@NullMarked
package org.earshot.review;

import org.jspecify.annotations.NullMarked;
