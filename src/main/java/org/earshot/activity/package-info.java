/** Activity feedback: what a company records of how its activities were received, and how it is listed and changed. */
@NullMarked
package org.earshot.activity;

import org.jspecify.annotations.NullMarked;
