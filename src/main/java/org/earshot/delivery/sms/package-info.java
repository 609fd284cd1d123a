/** Senders of text messages: they speak with a provider over HTTP, and decide what its answers mean. */
@NullMarked
package org.earshot.delivery.sms;

import org.jspecify.annotations.NullMarked;
