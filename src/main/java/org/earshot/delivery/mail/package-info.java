/** The sender of emails: speaks SMTP, and decides what a server's replies mean. */
@NullMarked
package org.earshot.delivery.mail;

import org.jspecify.annotations.NullMarked;
