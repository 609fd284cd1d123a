package org.earshot.template;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;
import org.earshot.access.CompanyScope;

/** How often templates were answered; implemented by whoever counts feedback. */
public interface TemplateUsage {

    /** How much feedback there is by each of these templates: {@code _id} → count; one without any may be missing. */
    Uni<Map<String, Long>> counts(CompanyScope scope, Collection<String> templateIds);
}
