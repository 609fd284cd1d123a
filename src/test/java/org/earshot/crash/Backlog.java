package org.earshot.crash;

import org.earshot.crash.Load.Accepted;
import org.earshot.testing.Database;

/** What the service's tables say of messages; the only place here that knows them. */
final class Backlog {

    /** Invitations that have not left the queue; reminders wait there for days. */
    static final String QUEUED = "select company_id, id, attempts from outbox where kind = 'invitation'";

    static final String LEASED = "select company_id, id, kind from outbox where lease_until is not null";

    private Backlog() {}

    /** Whether every invitation has left the queue, and nobody is at any message. */
    static boolean isEmpty(Database database) {
        return database.rows(QUEUED).isEmpty() && database.rows(LEASED).isEmpty();
    }

    /** What became of a request and its invitation. */
    static String fate(Database database, Accepted request) {
        return database.rows("""
                select r.state, coalesce(l.outcome, 'unknown'), coalesce(l.reason, 'no reason'), coalesce(l.attempts, 0)
                from feedback_request r
                left join delivery_log l
                    on l.company_id = r.company_id and l.subject_id = r.id and l.kind = 'invitation'
                where r.company_id = ? and r.id = ?
                """, request.company().id(), request.id()).toString();
    }
}
