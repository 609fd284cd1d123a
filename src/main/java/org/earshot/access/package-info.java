/** Who is calling, what the token allows, and the only place that makes a {@link org.earshot.access.CompanyScope}. */
@NullMarked
package org.earshot.access;

import org.jspecify.annotations.NullMarked;
