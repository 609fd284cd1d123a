/** Tries the packaged service against what befalls machines: no message may be lost, or sent with two texts. */
package org.earshot.crash;
