/** Question templates: what feedback on an activity is asked with, and which answers fit it. */
@NullMarked
package org.earshot.template;

import org.jspecify.annotations.NullMarked;
