package org.earshot.delivery;

import org.earshot.access.CompanyId;

/** Whose messages are claimed next: companies take turns by channel. */
record Turn(CompanyId company, Channel channel) {}
