package org.earshot.activity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An item of the list of what is to be done as an answer carries it (A1, A32). */
@RegisterForReflection
@Schema(description = "What is to be done")
record FollowUpAnswer(@Schema(description = "Always true") boolean success, FollowUp data) {}
