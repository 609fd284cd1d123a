package org.earshot.feedbackrequest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A company's requests, newest first (W43). */
@RegisterForReflection
public record FeedbackRequestList(List<FeedbackRequestView> requests) {}
