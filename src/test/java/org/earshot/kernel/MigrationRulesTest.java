package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The version before is at work while a migration runs, and for a while after it (decision 030). */
@Tag("schema")
class MigrationRulesTest {

    /** What is not newer is older than the first release, and no version was ever beside it. */
    private static final int BEFORE_THE_FIRST_RELEASE = 22;

    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");

    @Test
    void aMigrationLetsTheVersionBeforeGoOn() throws IOException {
        Map<String, List<String>> broken = new TreeMap<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                int version = Integer.parseInt(name.substring(1, name.indexOf("__")));
                List<String> here = MigrationRules.broken(Files.readString(file));
                if (version > BEFORE_THE_FIRST_RELEASE && !here.isEmpty()) {
                    broken.put(name, here);
                }
            }
        }
        assertEquals(Map.of(), broken);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            drop table review                                                          | still uses what is dropped
            alter table review drop column title                                       | still uses what is dropped
            alter table review drop title                                              | still uses what is dropped
            DROP INDEX outbox_due                                                      | still uses what is dropped
            alter table review rename column title to headline                         | only knows the old name
            alter table review rename to opinion                                       | only knows the old name
            alter table review alter column title set not null                         | may write null
            alter table review alter score type bigint                                 | the table is rewritten
            alter table review alter column score set data type bigint                 | the table is rewritten
            create index review_at on review (company_id, at)                          | nobody can write
            create unique index review_at on review(company_id, at)                    | nobody can write
            create index concurrently a on review (a); create table b (id bigint)      | a migration of its own
            alter table review add check (score > 0)                                   | all rows are looked at
            alter table review add constraint low check (score > 0)                    | all rows are looked at
            alter table review add foreign key (company_id) references company (id)    | all rows are looked at
            alter table review add unique (company_id, source)                         | all rows are looked at
            alter table review add column mood text check (mood in ('good', 'bad'))    | all rows are looked at
            alter table review add column a text, add column mood text not null        | does not fill the column
            alter table review add column at timestamptz default now()                 | only a constant
            alter table review add column at uuid not null default gen_random_uuid()   | only a constant
            do $$ begin execute 'drop table review; drop table company'; end $$        | what a do block does
            """)
    void whatTheVersionBeforeWouldNoticeIsRefused(String migration, String why) {
        List<String> broken = MigrationRules.broken(migration);
        assertEquals(1, broken.size(), broken::toString);
        assertTrue(broken.get(0).contains(why), broken::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table mood (id bigint primary key, word text not null check (word in ('a', 'b')))",
                "create table mood (id bigint); create index mood_id on mood (id); alter table mood add check (id > 0)",
                "create index concurrently review_at on review (company_id, at)",
                "-- Serves a list; drop table is not what it does.\ncreate index concurrently a on review (a);\n",
                "alter table review add column mood text",
                "alter table review add column mood text not null default 'drop table; rename', add column n int default 0",
                "alter table review add constraint low check (score > 0) not valid",
                "alter table review add foreign key (company_id) references company (id) not valid",
                "alter table review validate constraint low",
                "alter table review add constraint one unique using index review_one",
                "alter table review drop constraint low",
                "alter table review alter column title drop not null, alter column title drop default",
                "-- contract: 1.4.0\nalter table review drop column title",
                "-- contract: 1.4.0\nalter table review alter column title set not null",
                "insert into mood select 1",
            })
    void whatItDoesNotNoticeIsNot(String migration) {
        assertEquals(List.of(), MigrationRules.broken(migration));
    }

    @Test
    void aContractExcusesOneStatement() {
        assertEquals(
                1,
                MigrationRules.broken("-- contract: 1.4.0\ndrop table a;\n\ndrop table b;")
                        .size());
    }

    @Test
    void aContractDoesNotExcuseALock() {
        assertEquals(
                1,
                MigrationRules.broken("-- contract: 1.4.0\ncreate index a on review (a);")
                        .size());
    }
}
