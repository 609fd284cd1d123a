/** What is kept of a person, all packages together: found, handed out and erased when they ask for it. */
@NullMarked
package org.earshot.privacy;

import org.jspecify.annotations.NullMarked;
