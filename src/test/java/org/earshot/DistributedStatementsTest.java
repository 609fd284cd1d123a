package org.earshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.earshot.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every statement tells each tenant table which company it is about, so that a database that is distributed by company
 * sends it to one node (docs/runbooks/scaling.md). What the service sends is not guessed: PostgreSQL has kept all that the
 * tests before made it send. Those that start the service run first, and this one after them, in the same JVM.
 */
@Tag("schema")
class DistributedStatementsTest {

    /** Part of a statement that is about no one company, or about several in a way that one node cannot do → why. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry(
                    "select c.id, channel from company c cross join unnest",
                    "the scheduler asks who has messages that are due"),
            Map.entry(
                    "select c.id from company c where exists (select from feedback_request",
                    "the scheduler asks who has requests to redact"),
            Map.entry(
                    "select company_id, created_before from (select s.company_id",
                    "the scheduler asks who keeps something for too long"),
            Map.entry(
                    "select distinct r.company_id from review r where",
                    "the scheduler asks who has reviews for the NHS"),
            Map.entry("with recursive waiting as", "the scheduler asks who has something to count"),
            Map.entry(
                    "delete from idempotency_key where created_at <=",
                    "the scheduler removes what has expired, of all"),
            Map.entry("select channel, count(*), min(due_at) from outbox", "the operator is told how much waits"),
            Map.entry("from personal_token where revoked_at >", "a replica learns of all revoked tokens"),
            Map.entry(
                    "from review r1_0 where r1_0.id=$1 and r1_0.source is",
                    "anybody may read a published review; an operator, and a token of several companies, names no one company either: where such a statement locks the review, Citus refuses it"),
            Map.entry(") logged where r.id = $", "an operator looks up a request by its number"),
            Map.entry("from idempotency_key where token_hash = $1 and key = $2", "an operator makes a call again"),
            Map.entry(
                    "from activity_feedback where id = $1 and created_at = $2",
                    "an operator looks up feedback by its name"),
            Map.entry("select count(*) from activity_feedback where", "how long an operator's list is"),
            Map.entry(
                    "as reached (company) cross join lateral",
                    "the list of an operator, or of a token of several companies, is merged from those of each"),
            Map.entry(
                    "select id from company c where exists (select from analytics_count",
                    "an operator's analytics are of all companies that have any"),
            Map.entry("select count(*) from follow_up_action where", "how long an operator's list of work is"),
            Map.entry(
                    "(select company_id, feedback_id, position, place from follow_up_action where",
                    "an operator's list of work"),
            Map.entry(
                    "($1 or t.company_id = any($2))",
                    "templates are read for any reach by one statement, an operator's included"),
            Map.entry(
                    "insert into contact as c (",
                    "the parser does not look beyond on conflict: there, the log is asked by the row's own company"),
            Map.entry(
                    "exists (select from review where company_id = old.company_id",
                    "of a trigger, which the runbook drops"));

    /** A run of all tests makes the service send several hundred. */
    private static final int FEWEST = 200;

    /** Whether all tests run, and not some that were chosen with {@code -Dtest}. */
    private static boolean isWholeRun() {
        return System.getProperty("test") == null;
    }

    @Test
    void everyStatementNamesItsCompany() {
        assumeTrue(Database.isOfService() || isWholeRun(), "No test has started the service");
        Database database = Database.ofService();
        database.run("create extension if not exists pg_stat_statements");
        Set<String> tenantTables = new TreeSet<>(database.rows("""
                select c.relname from pg_catalog.pg_class c
                join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id'
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
                """));
        List<String> sent = database.rows("select query from pg_stat_statements order by query");
        Map<String, Set<String>> strays = new TreeMap<>();
        Set<String> seen = new TreeSet<>();
        for (String sql : sent) {
            Set<String> faults = SentStatement.faults(sql, tenantTables);
            if (!faults.isEmpty()) {
                String line = sql.strip().replaceAll("\\s+", " ");
                KNOWN.keySet().stream()
                        .filter(line::contains)
                        .findFirst()
                        .ifPresentOrElse(seen::add, () -> strays.put(line, faults));
            }
        }
        assertEquals(Map.of(), strays, () -> "of " + sent.size() + " statements");
        assertEquals(0, database.number("select dealloc from pg_stat_statements_info"), "statements were forgotten");
        if (isWholeRun()) {
            assertTrue(sent.size() > FEWEST, () -> "only " + sent.size() + " statements were sent");
            assertEquals(new TreeSet<>(KNOWN.keySet()), seen, "known, and not sent any more");
        }
    }
}
