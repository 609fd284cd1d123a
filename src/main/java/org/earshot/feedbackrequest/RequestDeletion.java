package org.earshot.feedbackrequest;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.MessageTraces;
import org.earshot.delivery.MessageTraces.Trace;

/** Deletes requests, with their messages, queued ones too, and all that others keep because of them. */
@Singleton
class RequestDeletion {

    static final String REQUESTS = "requests";
    static final String MESSAGES = "messages";

    /** All kinds of messages whose subject is a request. */
    static final Set<String> KINDS_OF_MESSAGES = Set.of(InvitationComposer.KIND, Reminders.KIND);

    private final RequestErasureRepository requests;
    private final MessageTraces messages;
    private final List<DeletionListener> listeners;

    RequestDeletion(RequestErasureRepository requests, MessageTraces messages, @All List<DeletionListener> listeners) {
        this.requests = requests;
        this.messages = messages;
        this.listeners = listeners;
    }

    /**
     * Deletes these requests, and answers with the numbers of what was deleted. Locks in the order in which everybody
     * does, the messages and the review before their request; once it holds the requests it looks again, for what was
     * added while it waited, since nothing can be added any more.
     */
    Uni<Map<String, List<Long>>> delete(SqlConnection transaction, CompanyScope scope, List<Long> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<Trace> traces = new ArrayList<>();
        return deleteWhatHangsOn(transaction, scope, ids)
                .invoke(traces::addAll)
                .call(() -> requests.lock(transaction, scope, ids))
                .chain(() -> deleteWhatHangsOn(transaction, scope, ids))
                .invoke(traces::addAll)
                .chain(() -> requests.delete(transaction, scope, ids, asked(traces)))
                .map(deleted -> Map.of(
                        REQUESTS,
                        deleted,
                        MESSAGES,
                        traces.stream().map(Trace::id).toList()));
    }

    private Uni<List<Trace>> deleteWhatHangsOn(SqlConnection transaction, CompanyScope scope, List<Long> ids) {
        return messages.delete(transaction, scope, KINDS_OF_MESSAGES, ids)
                .call(() -> Multi.createFrom()
                        .iterable(listeners)
                        .onItem()
                        .call(listener -> listener.beforeDeletion(transaction, scope, ids))
                        .collect()
                        .last());
    }

    /** Request → when its invitation was delivered. */
    private static Map<Long, Instant> asked(List<Trace> traces) {
        return traces.stream()
                .filter(trace -> trace.kind().equals(InvitationComposer.KIND) && trace.delivered())
                .collect(Collectors.toMap(Trace::subjectId, Trace::at, (one, other) -> one));
    }
}
