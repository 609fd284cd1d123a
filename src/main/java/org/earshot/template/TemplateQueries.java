package org.earshot.template;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.ObjectId;
import org.earshot.kernel.Paging;
import org.earshot.problem.Problem;

/** Reads templates, with how often each was answered. */
@Singleton
class TemplateQueries {

    private final FeedbackTemplateRepository templates;
    private final TemplateUsage usage;

    TemplateQueries(FeedbackTemplateRepository templates, TemplateUsage usage) {
        this.templates = templates;
        this.usage = usage;
    }

    /** A page of the templates in reach. */
    Uni<TemplateList> list(CompanyReach reach, TemplateSearch search) {
        return templates
                .count(reach, search)
                .flatMap(total -> templates
                        .list(reach, search)
                        .flatMap(this::views)
                        .map(views -> new TemplateList(true, views, Paging.of(search.page(), total))));
    }

    /** A template; fails with NOT_FOUND if there is none of this name in reach. */
    Uni<TemplateView> get(CompanyReach reach, ObjectId id) {
        return find(reach, id).flatMap(template -> view(reach, template));
    }

    /** How a template looks to those who answer it; fails like {@link #get}. */
    Uni<TemplatePreview> preview(CompanyReach reach, ObjectId id) {
        return find(reach, id).flatMap(template -> TemplatePreview.of(template.fields()));
    }

    /** A template that was just read or written within this reach, as callers see it. */
    Uni<TemplateView> view(CompanyReach reach, FeedbackTemplate template) {
        return views(List.of(template)).map(views -> views.get(0));
    }

    private Uni<FeedbackTemplate> find(CompanyReach reach, ObjectId id) {
        return templates.find(reach, id).map(found -> found.orElseThrow(Problem::notFound));
    }

    private Uni<List<TemplateView>> views(List<FeedbackTemplate> found) {
        return counts(found)
                .map(counts -> found.stream()
                        .map(template -> TemplateView.of(template, counts.getOrDefault(template.id(), 0L)))
                        .toList());
    }

    /** Company after company: counts are kept by it. */
    private Uni<Map<String, Long>> counts(List<FeedbackTemplate> found) {
        Map<Long, List<FeedbackTemplate>> byCompany = new LinkedHashMap<>();
        found.forEach(template -> byCompany
                .computeIfAbsent(template.scope().companyId(), company -> new ArrayList<>())
                .add(template));
        return Multi.createFrom()
                .iterable(byCompany.values())
                .onItem()
                .transformToUniAndConcatenate(templates -> {
                    CompanyScope scope = templates.get(0).scope();
                    return usage.counts(
                            scope, templates.stream().map(FeedbackTemplate::id).toList());
                })
                .collect()
                .in(HashMap::new, Map::putAll);
    }
}
