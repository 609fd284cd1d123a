/** The tenants: their names, settings (every revision kept) and how one is found. */
@NullMarked
package org.earshot.company;

import org.jspecify.annotations.NullMarked;
