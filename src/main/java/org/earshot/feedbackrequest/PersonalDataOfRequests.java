package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.company.PersonalData;
import org.earshot.company.Recipient;
import org.earshot.delivery.MessageTraces;

/**
 * What is kept of those who were asked: the requests, the traces of their messages, and the note by which nobody is asked
 * too often. Erasure leaves that note under its keyed hash if the recipient was asked, and if they were not, nothing.
 */
@Singleton
@Priority(PersonalDataOfRequests.FLOOR)
class PersonalDataOfRequests implements PersonalData {

    static final int FLOOR = 100;

    private static final String CONTACTS = "contacts";

    private final RequestErasureRepository requests;
    private final RequestDeletion deletion;
    private final MessageTraces messages;
    private final Clock clock;

    PersonalDataOfRequests(
            RequestErasureRepository requests, RequestDeletion deletion, MessageTraces messages, Clock clock) {
        this.requests = requests;
        this.deletion = deletion;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public Set<String> columns() {
        return Set.of(
                "feedback_request.destination",
                "feedback_request.author",
                "feedback_request.title",
                "feedback_request.staff_name",
                "feedback_request.business_name",
                "feedback_request.job_title",
                "feedback_request.source",
                "feedback_request.metadata",
                "feedback_request.failure",
                "idempotency_key.answer",
                "outbox.outcome_reason",
                "delivery_log.reason");
    }

    @Override
    public Uni<Map<String, List<Long>>> find(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return requests.ofRecipient(transaction, scope, recipient)
                .flatMap(ids -> messages.find(transaction, scope, RequestDeletion.KINDS_OF_MESSAGES, ids)
                        .flatMap(traces -> requests.contacts(transaction, scope, recipient)
                                .map(contacts -> found(
                                        ids,
                                        traces.stream()
                                                .map(MessageTraces.Trace::id)
                                                .toList(),
                                        contacts.stream()
                                                .map(ExportedContact::request)
                                                .toList()))));
    }

    @Override
    public Uni<Map<String, List<Object>>> export(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return requests.export(transaction, scope, recipient, clock.instant())
                .flatMap(exported -> messages.find(
                                transaction,
                                scope,
                                RequestDeletion.KINDS_OF_MESSAGES,
                                exported.stream().map(ExportedRequest::id).toList())
                        .flatMap(traces -> requests.contacts(transaction, scope, recipient)
                                .map(contacts -> {
                                    Map<String, List<Object>> all = new LinkedHashMap<>();
                                    all.put(RequestDeletion.REQUESTS, List.copyOf(exported));
                                    all.put(
                                            RequestDeletion.MESSAGES,
                                            traces.stream()
                                                    .<Object>map(ExportedMessage::of)
                                                    .toList());
                                    all.put(CONTACTS, List.copyOf(contacts));
                                    return all;
                                })));
    }

    @Override
    public Uni<Map<String, List<Long>>> erase(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return requests.ofRecipient(transaction, scope, recipient)
                .flatMap(ids -> deletion.delete(transaction, scope, ids))
                .flatMap(deleted -> requests.deleteContacts(transaction, scope, recipient)
                        .map(contacts -> found(
                                deleted.getOrDefault(RequestDeletion.REQUESTS, List.of()),
                                deleted.getOrDefault(RequestDeletion.MESSAGES, List.of()),
                                contacts)));
    }

    private static Map<String, List<Long>> found(List<Long> requests, List<Long> messages, List<Long> contacts) {
        Map<String, List<Long>> found = new LinkedHashMap<>();
        found.put(RequestDeletion.REQUESTS, requests);
        found.put(RequestDeletion.MESSAGES, messages);
        found.put(CONTACTS, contacts);
        return found;
    }
}
