package org.earshot.template;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.earshot.kernel.Paging;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of templates as an answer (A1, A24). */
@RegisterForReflection
@Schema(name = "FeedbackTemplateList")
record TemplateList(@Schema(description = "Always true") boolean success, List<TemplateView> data, Paging paging) {}
