/** Where integrators and tests live: demo companies, tokens, mailbox, clock, tick and faults. Refused in production. */
@NullMarked
package org.earshot.sandbox;

import org.jspecify.annotations.NullMarked;
