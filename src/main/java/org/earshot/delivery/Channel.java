package org.earshot.delivery;

/** How a message reaches a person. */
public enum Channel {
    EMAIL,
    SMS
}
