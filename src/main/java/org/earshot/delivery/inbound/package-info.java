/** What comes back from those who carry messages: answers such as STOP, bounces, complaints. It only ends messages. */
@NullMarked
package org.earshot.delivery.inbound;

import org.jspecify.annotations.NullMarked;
