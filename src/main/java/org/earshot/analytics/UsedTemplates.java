package org.earshot.analytics;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import org.earshot.access.CompanyScope;
import org.earshot.template.TemplateUsage;

/** Tells how much feedback names each template (A30). */
@Singleton
class UsedTemplates implements TemplateUsage {

    private final AnalyticsRepository analytics;

    UsedTemplates(AnalyticsRepository analytics) {
        this.analytics = analytics;
    }

    @Override
    public Uni<Map<String, Long>> counts(CompanyScope scope, Collection<String> templateIds) {
        return analytics.feedbackByTemplate(scope, templateIds);
    }
}
