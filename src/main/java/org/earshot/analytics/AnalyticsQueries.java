package org.earshot.analytics;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.company.Ownership;
import org.earshot.kernel.Page;

/** Answers what activity feedback adds up to (A26–A29, A31). */
@Singleton
public class AnalyticsQueries {

    private final AnalyticsRepository analytics;
    private final FeedbackSource feedback;
    private final Ownership ownership;

    AnalyticsQueries(AnalyticsRepository analytics, FeedbackSource feedback, Ownership ownership) {
        this.analytics = analytics;
        this.feedback = feedback;
        this.ownership = ownership;
    }

    /** All that is asked for, of one company or several. */
    private record Sum(Tally tally, Responses responses) {

        static final Sum NOTHING = new Sum(Tally.NOTHING, Responses.NONE);

        Sum plus(Sum other) {
            return new Sum(tally.plus(other.tally), responses.plus(other.responses));
        }
    }

    /**
     * The feedback of all companies within reach, added up.
     *
     * @param namespaces of which the feedback must have one; any, if empty. One that is out of reach matches nothing
     */
    Uni<DetailedAnalytics> detailed(CompanyReach reach, FeedbackFilter filter, List<String> namespaces) {
        return filters(reach, filter, namespaces)
                .onItem()
                .transformToMulti(filters -> Multi.createFrom().iterable(filters.entrySet()))
                .onItem()
                .transformToUniAndConcatenate(each -> sum(each.getKey(), each.getValue()))
                .collect()
                .with(Collectors.reducing(Sum.NOTHING, Sum::plus))
                .map(sum -> DetailedAnalytics.of(sum.tally(), sum.responses()));
    }

    /**
     * What people thought in all companies within reach, by group; a group of the same key is one, whatever the company.
     *
     * @param namespaces of which the feedback must have one; any, if empty. One that is out of reach matches nothing
     */
    Uni<OpinionGroups> groups(
            CompanyReach reach, FeedbackFilter filter, List<String> namespaces, Grouping grouping, Page page) {
        return filters(reach, filter, namespaces).flatMap(filters -> {
            // the database turns to the page of one company's groups; those of several have to be put together before
            Optional<Page> told = filters.size() == 1 ? Optional.of(page) : Optional.empty();
            return Multi.createFrom()
                    .iterable(filters.entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(each -> groups(each.getKey(), each.getValue(), grouping, told))
                    .collect()
                    .asList()
                    .map(found -> told.isPresent() ? found.get(0) : OpinionGroups.together(found, grouping, page));
        });
    }

    private Uni<OpinionGroups> groups(
            CompanyScope scope, FeedbackFilter filter, Grouping grouping, Optional<Page> page) {
        return filter.isOfSlices(grouping)
                ? analytics.groups(scope, filter, grouping, page)
                : feedback.recount(scope, filter, grouping, page);
    }

    /** What to count of which company: everything of those that are named themselves, of the others what is so labelled. */
    private Uni<Map<CompanyScope, FeedbackFilter>> filters(
            CompanyReach reach, FeedbackFilter filter, List<String> namespaces) {
        if (namespaces.isEmpty()) {
            return analytics.companies(reach).map(scopes -> filters(scopes, Set.of(), filter, filter));
        }
        return ownership.within(reach, namespaces).flatMap(named -> {
            if (named.isEmpty()) {
                return Uni.createFrom().item(Map.of());
            }
            Set<CompanyId> whole = new HashSet<>();
            named.values().forEach(scope -> whole.add(scope.company()));
            return analytics
                    .companies(reach)
                    .map(scopes -> filters(
                            scopes,
                            whole,
                            filter,
                            filter.labelled(named.keySet().stream().sorted().toList())));
        });
    }

    private static Map<CompanyScope, FeedbackFilter> filters(
            List<CompanyScope> scopes, Set<CompanyId> whole, FeedbackFilter ofWhole, FeedbackFilter ofOthers) {
        Map<CompanyScope, FeedbackFilter> filters = new LinkedHashMap<>();
        scopes.forEach(scope -> filters.put(scope, whole.contains(scope.company()) ? ofWhole : ofOthers));
        return filters;
    }

    private Uni<Sum> sum(CompanyScope scope, FeedbackFilter filter) {
        return tally(scope, filter)
                .flatMap(tally -> responses(scope, filter).map(responses -> new Sum(tally, responses)));
    }

    private Uni<Tally> tally(CompanyScope scope, FeedbackFilter filter) {
        return filter.isOfOneSlice() ? analytics.tally(scope, filter) : feedback.recount(scope, filter);
    }

    /** Requests have no labels: under one that is not the company's own, nothing was asked. */
    private Uni<Responses> responses(CompanyScope scope, FeedbackFilter filter) {
        if (!filter.labels().isEmpty()) {
            return Uni.createFrom().item(Responses.NONE);
        }
        return filter.isOfOneSlice() ? analytics.responses(scope, filter) : analytics.countedResponses(scope, filter);
    }
}
