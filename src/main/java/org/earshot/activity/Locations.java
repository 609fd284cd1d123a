package org.earshot.activity;

import java.util.Optional;

/** Knows where addresses are, or does not; never asks anybody else. */
interface Locations {

    /** Where an address of 4 or 16 bytes is. */
    Optional<FeedbackLocation> of(byte[] address);
}
