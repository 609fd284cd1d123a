package org.earshot.template;

import java.util.List;
import java.util.Optional;
import org.earshot.kernel.ObjectId;
import org.earshot.kernel.Page;
import org.earshot.problem.ListQuery;
import org.earshot.problem.Problem;
import org.earshot.problem.SortOrder;
import org.jspecify.annotations.Nullable;

/**
 * Which templates a caller wants to see (A22, A23, A30).
 *
 * @param ids null if any will do; those that are no names of ours are missing
 */
record TemplateSearch(
        Optional<String> category,
        Optional<Boolean> active,
        Optional<TemplateType> type,
        List<String> namespaces,
        @Nullable List<ObjectId> ids,
        SortOrder order,
        Page page) {

    private static final String NEWEST = "createdAt";

    /** The fields that a list can be sorted by. */
    static final List<String> FIELDS =
            List.of(NEWEST, "modifiedAt", "name", "category", "template_type", "is_active", "_id");

    /** Reads the parameters of a call; fails with MALFORMED naming all bad ones. */
    static TemplateSearch of(ListQuery query) {
        Optional<String> type = query.one("template_type");
        TemplateSearch search = new TemplateSearch(
                query.one("category"),
                query.flag("is_active"),
                type.flatMap(word -> Words.find(TemplateType.class, word)),
                query.several("company_namespace"),
                query.ids("_id").orElse(null),
                query.sort(FIELDS, new SortOrder(NEWEST, false)),
                query.page());
        query.throwIfAny();
        if (type.isPresent() && search.type().isEmpty()) {
            throw Problem.malformed("template_type", "must be " + Words.choice(TemplateType.class));
        }
        return search;
    }
}
