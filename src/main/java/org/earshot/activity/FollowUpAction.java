package org.earshot.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the company is going to do about a piece of feedback (A25). */
@RegisterForReflection
@Schema(name = "ActivityFollowUpAction", description = "What is to be done about the feedback")
record FollowUpAction(
        @JsonProperty("action_type")
        @Schema(
                description = "What is to be done",
                enumeration = {"call", "email", "visit", "escalate"})
        String actionType,

        @Schema(
                description = "How urgent it is",
                enumeration = {"high", "medium", "low"})
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String priority,

        @JsonProperty("assigned_to")
        @Schema(description = "Who is to do it", maxLength = FollowUpAction.LONGEST_NAME, examples = "rep-7")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String assignedTo,

        @JsonProperty("due_date")
        @Schema(description = "The day by which it is to be done", examples = "2026-02-14")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        LocalDate dueDate,

        @Schema(
                description = "How far it is",
                enumeration = {"pending", "in_progress", "completed"},
                defaultValue = "pending")
        String status) {

    static final String FIELD = "follow_up_actions";
    static final int MOST = 100;
    static final String TYPE = "action_type";
    static final String PRIORITY = "priority";
    static final String ASSIGNED_TO = "assigned_to";
    static final String STATUS = "status";
    static final String PENDING = "pending";
    static final String IN_PROGRESS = "in_progress";
    static final String COMPLETED = "completed";
    static final List<String> TYPES = List.of("call", "email", "visit", "escalate");
    static final List<String> PRIORITIES = List.of("high", "medium", "low");
    static final List<String> STATUSES = List.of(PENDING, IN_PROGRESS, COMPLETED);

    private static final String DUE_DATE = "due_date";
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DATE = 10;

    /** Reads all actions of a body; bad ones are noted and left out. */
    static List<FollowUpAction> parse(JsonBody body, FieldErrors errors) {
        return Items.read(body, FIELD, MOST, errors, FollowUpAction::parseOne);
    }

    private static Optional<FollowUpAction> parseOne(JsonBody fields, FieldErrors errors) {
        fields.demand(List.of(TYPE), errors);
        Optional<String> type = Items.word(fields, TYPE, TYPES, errors);
        Optional<String> priority = Items.word(fields, PRIORITY, PRIORITIES, errors);
        Optional<String> assignedTo = fields.line(ASSIGNED_TO, LONGEST_NAME, errors);
        Optional<LocalDate> due = fields.line(DUE_DATE, LONGEST_DATE, errors).flatMap(day -> day(day, errors));
        Optional<String> status = Items.word(fields, STATUS, STATUSES, errors);
        return errors.asMap().isEmpty()
                ? Optional.of(new FollowUpAction(
                        type.orElseThrow(),
                        priority.orElse(null),
                        assignedTo.orElse(null),
                        due.orElse(null),
                        status.orElse(PENDING)))
                : Optional.empty();
    }

    private static Optional<LocalDate> day(String text, FieldErrors errors) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            errors.add(DUE_DATE, "must be a day such as 2026-02-14");
            return Optional.empty();
        }
    }

    /** The same, as far as this. */
    FollowUpAction at(String reached) {
        return new FollowUpAction(actionType, priority, assignedTo, dueDate, reached);
    }

    static JsonArray write(List<FollowUpAction> actions) {
        JsonArray all = new JsonArray();
        for (FollowUpAction each : actions) {
            JsonObject one = new JsonObject().put(TYPE, each.actionType).put(STATUS, each.status);
            Items.putIfKnown(one, PRIORITY, each.priority);
            Items.putIfKnown(one, ASSIGNED_TO, each.assignedTo);
            Items.putIfKnown(one, DUE_DATE, each.dueDate == null ? null : each.dueDate.toString());
            all.add(one);
        }
        return all;
    }

    static List<FollowUpAction> read(JsonArray stored) {
        List<FollowUpAction> all = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            all.add(read(stored.getJsonObject(i)));
        }
        return all;
    }

    static FollowUpAction read(JsonObject stored) {
        String due = stored.getString(DUE_DATE);
        return new FollowUpAction(
                stored.getString(TYPE),
                stored.getString(PRIORITY),
                stored.getString(ASSIGNED_TO),
                due == null ? null : LocalDate.parse(due),
                stored.getString(STATUS));
    }
}
