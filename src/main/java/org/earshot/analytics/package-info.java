/**
 * What activity feedback adds up to, exactly, and as quickly for ten million as for a hundred: it is counted when it
 * comes, by day, kind, representative and template.
 */
@NullMarked
package org.earshot.analytics;

import org.jspecify.annotations.NullMarked;
