package org.earshot.review;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A company's reviews in one status, newest first (W57). */
@RegisterForReflection
record ReviewList(List<ReviewView> reviews) {}
