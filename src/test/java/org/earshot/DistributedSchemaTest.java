package org.earshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.earshot.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The schema can be distributed by company (docs/runbooks/scaling.md): each table is a tenant's, with company_id first in
 * every key, or stands here with its reason. What Citus refuses otherwise is in each test's name.
 */
@QuarkusTest
@Tag("schema")
class DistributedSchemaTest {

    /** Tables that belong to no one company, and why. A new one is a tenant's, or belongs here. */
    static final Map<String, String> NOBODYS = Map.of(
            "company", "the tenants themselves: a reference table, which every tenant table may refer to",
            "rate_limit", "by token, which may reach several companies: local",
            "sandbox_clock", "one row, and none in production: local",
            "flyway_schema_history", "of the migrations: local");

    private static final Path RUNBOOK = Path.of("docs", "runbooks", "scaling.md");

    @Inject
    DataSource dataSource;

    private Set<String> rows(String sql) {
        return new TreeSet<>(new Database(dataSource).rows(sql));
    }

    /** The tables of the schema, without those that are nobody's. */
    private Set<String> tenantTables() {
        Set<String> tables = rows("""
                select relname from pg_catalog.pg_class
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                """);
        assertTrue(tables.containsAll(NOBODYS.keySet()), "gone by now: take it out of NOBODYS");
        tables.removeAll(NOBODYS.keySet());
        return tables;
    }

    @Test
    void everyTenantTableHasACompanyThatIsNeverNull() {
        assertEquals(rows("""
                select c.relname
                from pg_catalog.pg_class c
                join pg_catalog.pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                  and a.attname = 'company_id' and a.attnotnull and a.atttypid = 'bigint'::regtype
                """), tenantTables());
    }

    @Test
    void everyTenantTableHasAPrimaryKeyThatBeginsWithTheCompany() {
        assertEquals(rows("""
                select conrelid::regclass::text
                from pg_catalog.pg_constraint k
                join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                where k.connamespace = 'public'::regnamespace and k.contype = 'p' and a.attname = 'company_id'
                """), tenantTables());
    }

    @Test
    void everyUniqueIndexOfATenantTableBeginsWithTheCompany() {
        Set<String> stray = rows("""
                select i.indrelid::regclass::text || ' ' || i.indexrelid::regclass::text
                from pg_catalog.pg_index i
                join pg_catalog.pg_class c on c.oid = i.indrelid
                left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                where c.relnamespace = 'public'::regnamespace and i.indisunique
                  and a.attname is distinct from 'company_id'
                """);
        stray.removeIf(index -> NOBODYS.containsKey(index.split(" ")[0]));
        assertEquals(Set.of(), stray);
    }

    /** A reference to a tenant table leads from company to company, and any other to the reference table company. */
    @Test
    void everyForeignKeyStaysWithinItsCompany() {
        assertEquals(Set.of(), rows("""
                select k.conrelid::regclass || ' ' || k.conname
                from pg_catalog.pg_constraint k
                join pg_catalog.pg_attribute here on here.attrelid = k.conrelid and here.attnum = k.conkey[1]
                join pg_catalog.pg_attribute there on there.attrelid = k.confrelid and there.attnum = k.confkey[1]
                where k.connamespace = 'public'::regnamespace and k.contype = 'f'
                  and not (here.attname = 'company_id'
                      and (there.attname = 'company_id' or k.confrelid = 'company'::regclass)
                      -- neither sets the company to null, nor changes it
                      and k.confdeltype in ('a', 'r', 'c') and k.confupdtype in ('a', 'r'))
                """));
    }

    @Test
    void noTableExcludesNeighboursIsPartitionedInheritsHasRulesOrCountsByItself() {
        assertEquals(Set.of(), rows("""
                select 'exclusion ' || conname from pg_catalog.pg_constraint
                where connamespace = 'public'::regnamespace and contype = 'x'
                union all
                select 'kind ' || relname from pg_catalog.pg_class
                where relnamespace = 'public'::regnamespace and relkind in ('p', 'f', 'm')
                union all
                select 'child ' || inhrelid::regclass from pg_catalog.pg_inherits i
                join pg_catalog.pg_class c on c.oid = i.inhrelid
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                union all
                select 'rule ' || rulename from pg_catalog.pg_rewrite r
                join pg_catalog.pg_class c on c.oid = r.ev_class
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                union all
                select 'default ' || adrelid::regclass from pg_catalog.pg_attrdef d
                join pg_catalog.pg_class c on c.oid = d.adrelid
                where c.relnamespace = 'public'::regnamespace and pg_get_expr(d.adbin, d.adrelid) like 'nextval%'
                union all
                select 'identity ' || attrelid::regclass from pg_catalog.pg_attribute a
                join pg_catalog.pg_class c on c.oid = a.attrelid
                where c.relnamespace = 'public'::regnamespace and a.attidentity <> ''
                union all
                -- a worker's share of a sequence begins at its number shifted by 48 bits
                select 'sequence ' || seqrelid::regclass from pg_catalog.pg_sequence s
                join pg_catalog.pg_class c on c.oid = s.seqrelid
                where c.relnamespace = 'public'::regnamespace and s.seqtypid <> 'bigint'::regtype
                """));
    }

    /** Citus distributes no table with triggers; the runbook says what becomes of these. */
    @Test
    void onlyTheLogOfReviewsHasTriggers() {
        assertEquals(
                Set.of(
                        "review_event review_event_goes_with_its_review",
                        "review_event review_event_is_only_appended_to"),
                rows("select tgrelid::regclass || ' ' || tgname from pg_catalog.pg_trigger where not tgisinternal"));
    }

    /** The runbook's statements name every table once, those that are referred to before those that refer to them. */
    @Test
    void theRunbookDistributesEveryTable() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        List<String> distributed = named(runbook, "create_distributed_table\\('(\\w+)', 'company_id'");
        assertEquals(tenantTables(), new TreeSet<>(distributed));
        assertEquals(tenantTables().size(), distributed.size(), distributed.toString());
        assertEquals(List.of("company"), named(runbook, "create_reference_table\\('(\\w+)'"));
        Map<String, String> backwards = new TreeMap<>();
        rows("""
                select conrelid::regclass || ' ' || confrelid::regclass from pg_catalog.pg_constraint
                where connamespace = 'public'::regnamespace and contype = 'f' and confrelid <> 'company'::regclass
                """).stream().map(reference -> reference.split(" ")).forEach(reference -> {
            if (distributed.indexOf(reference[0]) < distributed.indexOf(reference[1])) {
                backwards.put(reference[0], reference[1]);
            }
        });
        assertEquals(Map.of(), backwards);
    }

    private static List<String> named(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
