package org.earshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the test of the statements finds, and what it lets pass. */
class SentStatementTest {

    private static final Set<String> TENANT_TABLES = Set.of("review", "outbox");

    private static Set<String> faults(String sql) {
        return SentStatement.faults(sql, TENANT_TABLES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from review where company_id = $1 and id = $2",
                "select from review r where r.company_id = any($1)",
                "select from review r join outbox o on o.company_id = r.company_id where r.company_id = $1",
                "select from company c join review r on r.company_id = c.id where c.id = $1",
                "select from review where (company_id, id) in (($1, $2)) for update",
                "with mine as (select id from outbox where company_id = $1 for update skip locked)"
                        + " delete from outbox o using mine where o.company_id = $1 and o.id = mine.id",
                "insert into outbox (company_id, id) select $1, nextval('outbox_id')",
                "update outbox set lease_until = now() + $2 where company_id = $1",
                "select from company"
            })
    void whatNamesItsCompanyPasses(String sql) {
        assertEquals(Set.of(), faults(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select from review where id = $1",
                "select from review where company_id = $1 or id = $2",
                "select from review where company_id > $1",
                "select from company c where exists (select from review r where r.company_id = c.id)",
                "select from company where id = $1 and exists (select from review where id = $2)",
                "with found as (select id from review) select from found",
                "select from (select id from review) found",
                "delete from review where id = $1",
                "update review set id = $1"
            })
    void whatNamesNoneIsFound(String sql) {
        assertEquals(Set.of("review is told no company"), faults(sql));
    }

    @Test
    void tablesThatOnlyTellEachOtherAreFound() {
        assertEquals(
                Set.of("review is told no company", "outbox is told no company"),
                faults("select from review r join outbox o on o.company_id = r.company_id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select from outbox where company_id = any($1) for update skip locked",
                "select from outbox where company_id in ($1, $2) for no key update",
                "select from outbox where company_id in ($1 /*, ... */) for update"
            })
    void rowsOfSeveralCompaniesAreNotLocked(String sql) {
        assertEquals(Set.of("outbox is locked without one company"), faults(sql));
    }

    @Test
    void whatIsInsertedNamesItsCompanyAndIsNoQuery() {
        assertEquals(
                Set.of("outbox is inserted into without a company"), faults("insert into outbox (id) values ($1)"));
        assertEquals(
                Set.of("outbox is given a query as a value"),
                faults("insert into outbox (company_id, id) values ($1, (select 1))"));
    }

    @Test
    void changesTakeNoVolatileFunction() {
        assertEquals(
                Set.of("outbox is changed by a volatile function"),
                faults("update outbox set lease_until = clock_timestamp() where company_id = $1"));
    }
}
