package org.earshot.activity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.access.CompanyReach;
import org.earshot.analytics.FeedbackFilter;
import org.earshot.company.Ownership;
import org.earshot.kernel.ObjectId;
import org.earshot.kernel.Page;
import org.earshot.kernel.Sql;
import org.earshot.problem.ListQuery;
import org.earshot.problem.Problem;
import org.earshot.problem.SortOrder;
import org.jspecify.annotations.Nullable;

/**
 * Which activity feedback is asked for, in which order, and which part of it (A22, A23).
 *
 * @param mark where to go on in a walk; null for a page by its number
 * @param namespaces labels, one of which must be there; all, if empty
 * @param equal column → the value that it must have
 * @param ids names, of which it must have one; all, if empty
 */
record ActivitySearch(
        Page page,
        SortOrder order,
        @Nullable ObjectId mark,
        List<String> namespaces,
        Map<String, Object> equal,
        Optional<List<ObjectId>> ids) {

    static final String CURSOR = "cursor";
    static final String PAGE = "page";

    private static final String CREATED = "createdAt";
    private static final String ID = "_id";

    /** Field → its column. */
    private static final Map<String, String> SORTED = new LinkedHashMap<>();

    static {
        SORTED.put(CREATED, "created_at");
        SORTED.put(ID, "created_at");
        SORTED.put("modifiedAt", "modified_at");
        SORTED.put("overall_satisfaction", "overall_satisfaction");
        SORTED.put("nps_score", "nps_score");
        SORTED.put("activity_type", "activity_type");
        SORTED.put("activity_id", "activity_id");
        SORTED.put("rep", "rep");
        SORTED.put("client", "client");
        SORTED.put("template_id", "template_id");
        SORTED.put("completion_time", "completion_time");
        SORTED.put("completion_rate", "completion_rate");
        SORTED.put("is_anonymous", "is_anonymous");
        SORTED.put("SVClient", "sv_client");
        SORTED.put("__v", "revision");
        SORTED.put("sentiment_analysis.confidence_score", "sentiment_confidence");
        SORTED.put("session_data.device_type", "device_type");
        SORTED.put("session_data.browser", "browser");
    }

    /** Those whose columns may be empty: such rows come last, whatever the direction. */
    private static final Set<String> MAY_BE_EMPTY =
            Set.of("nps_score", "activity_id", "client", "completion_time", "device_type", "browser");

    /** In the order of creation, which is also that of the names; a walk can go on anywhere in it. */
    private static final List<String> WALKED = List.of(CREATED, ID);

    /** How much of a walk is in memory at once: as much as the longest page of a list. */
    private static final int BATCH = 100;

    /** Reads the parameters of a list; fails with MALFORMED naming all bad ones. */
    static ActivitySearch parse(ListQuery query) {
        return parse(query, query.page(), List.copyOf(SORTED.keySet()), new SortOrder(CREATED, false));
    }

    /** Reads the parameters of a walk through all that is found, oldest first; there are no pages in it (A33). */
    static ActivitySearch parseWalk(ListQuery query) {
        return parse(query, new Page(1, BATCH), WALKED, new SortOrder(CREATED, true));
    }

    private static ActivitySearch parse(ListQuery query, Page page, List<String> sortable, SortOrder byDefault) {
        SortOrder order = query.sort(sortable, byDefault);
        Map<String, Object> equal = new LinkedHashMap<>();
        for (String field : List.of("activity_type", "rep", "client", "template_id")) {
            query.one(field).ifPresent(value -> equal.put(field, value));
        }
        OptionalInt satisfaction =
                query.integer(NewActivityFeedback.SATISFACTION, NewActivityFeedback.WORST, NewActivityFeedback.BEST);
        satisfaction.ifPresent(value -> equal.put(NewActivityFeedback.SATISFACTION, value));
        Optional<List<ObjectId>> ids = query.ids(ID);
        List<String> namespaces = query.several(Ownership.FIELD);
        Optional<String> cursor = query.one(CURSOR);
        query.throwIfAny();
        return new ActivitySearch(
                page, order, cursor.map(text -> mark(text, order)).orElse(null), namespaces, equal, ids);
    }

    private static ObjectId mark(String cursor, SortOrder order) {
        if (!WALKED.contains(order.field())) {
            throw Problem.malformed(CURSOR, "goes only with the order of creation");
        }
        return ObjectId.parse(cursor).orElseThrow(() -> Problem.malformed(CURSOR, "is none of a Link header"));
    }

    /** The same for other namespaces: those that the caller may know of. */
    ActivitySearch withNamespaces(List<String> visible) {
        return new ActivitySearch(page, order, mark, visible, equal, ids);
    }

    /** The same from beyond this piece on. */
    ActivitySearch after(ActivityFeedback last) {
        return new ActivitySearch(page, order, ObjectId.parse(last.id()).orElseThrow(), namespaces, equal, ids);
    }

    /** What is asked for, within reach. */
    Conditions found(CompanyReach reach) {
        Conditions found = new Conditions(reach);
        equal.forEach((column, value) -> found.and(column + " = ?", value));
        if (!namespaces.isEmpty()) {
            found.and("namespaces && ?", (Object) namespaces.toArray(String[]::new));
        }
        ids.ifPresent(names -> found.and(
                "(id, created_at) in (select * from unnest(?::bigint[], ?::timestamptz[]))",
                names.stream().map(ObjectId::number).toArray(Long[]::new),
                names.stream().map(name -> Sql.utc(name.createdAt())).toArray(OffsetDateTime[]::new)));
        return found;
    }

    /** Of that, what comes after the place where a walk is. */
    Conditions foundBeyondMark(CompanyReach reach) {
        Conditions found = found(reach);
        if (mark != null) {
            found.and(
                    "(created_at, id) " + (order.ascending() ? ">" : "<") + " (?, ?)",
                    Sql.utc(mark.createdAt()),
                    mark.number());
        }
        return found;
    }

    /** Of that, what is not of the days before the one in which a page begins. */
    Conditions foundFrom(CompanyReach reach, Place place) {
        Conditions found = foundBeyondMark(reach);
        place.day()
                .ifPresent(day -> found.and(
                        order.ascending() ? "created_at >= ?" : "created_at < ?",
                        Sql.utc(day.plusDays(order.ascending() ? 0 : 1))));
        return found;
    }

    /** The order, to the last: names break ties. */
    String orderBy() {
        String column = Objects.requireNonNull(SORTED.get(order.field()));
        String direction = order.ascending() ? "" : " desc";
        String byName = "created_at" + direction + ", id" + direction;
        return byCreation()
                ? byName
                : column + direction + (MAY_BE_EMPTY.contains(column) ? " nulls last, " : ", ") + byName;
    }

    /** The columns that tell one piece from another, and that the order knows. */
    String keys() {
        return byCreation() ? "company_id, id, created_at" : "company_id, id, created_at, " + SORTED.get(order.field());
    }

    /** How many come before the page; in a walk, none. */
    long skip() {
        return mark == null ? page.skip() : 0;
    }

    /** Whether the list is in the order of creation. */
    boolean byCreation() {
        return WALKED.contains(order.field());
    }

    /** The same feedback as the counts know it; empty if they do not tell it from other feedback. */
    Optional<FeedbackFilter> counted() {
        FeedbackFilter filter = FeedbackFilter.ofAllDays(text("activity_type"), text("rep"), text("template_id"));
        boolean told = ids.isEmpty() && namespaces.isEmpty() && filter.isOfOneSlice() && !equal.containsKey("client");
        return told ? Optional.of(filter) : Optional.empty();
    }

    /** The satisfaction that is asked for. */
    OptionalInt satisfaction() {
        return equal.get(NewActivityFeedback.SATISFACTION) instanceof Integer value
                ? OptionalInt.of(value)
                : OptionalInt.empty();
    }

    private Optional<String> text(String column) {
        return Optional.ofNullable(equal.get(column)).map(Object::toString);
    }

    /**
     * The {@code Link} header that leads to the next page: in the order of creation from the last item on, so that nothing
     * is missed or repeated and a late page costs no more than an early one; else by its number.
     *
     * @param path of the list
     * @param asked the parameters of this call, all of which stay but for the place
     */
    String next(String path, Map<String, List<String>> asked, ActivityFeedback last) {
        return next(
                path,
                asked,
                page.number() + 1,
                WALKED.contains(order.field()) ? Optional.of(last.id()) : Optional.empty());
    }

    /** The same for a page of any list, which goes on at a cursor if there is one. */
    static String next(String path, Map<String, List<String>> asked, int number, Optional<String> cursor) {
        Stream<String> kept = asked.entrySet().stream()
                .filter(parameter -> !Set.of(CURSOR, PAGE).contains(parameter.getKey()))
                .flatMap(parameter -> parameter.getValue().stream().map(value -> pair(parameter.getKey(), value)));
        Stream<String> place =
                Stream.concat(Stream.of(pair(PAGE, number)), cursor.map(mark -> pair(CURSOR, mark)).stream());
        return "<" + path + "?" + Stream.concat(kept, place).collect(Collectors.joining("&")) + ">; rel=\"next\"";
    }

    private static String pair(String name, Object value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }
}
