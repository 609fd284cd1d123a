package org.earshot.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPostgresTest {

    @TempDir
    Path directory;

    @Test
    void afterACrashItRecoversOnTheSamePortWithAllThatWasCommitted() {
        try (OwnPostgres postgres = OwnPostgres.in(directory)) {
            Database database = new Database(postgres.dataSource());
            assertEquals(
                    List.of("on on on 120"),
                    database.rows("select current_setting('fsync'), current_setting('full_page_writes'),"
                            + " current_setting('synchronous_commit'), current_setting('max_connections')"));
            database.run("create table kept (word text)");
            database.run("insert into kept values ('before the crash')");
            postgres.stopImmediately();
            assertThrows(AssertionError.class, () -> database.rows("select 1"));
            postgres.startAgain();
            assertEquals(List.of("before the crash"), database.rows("select word from kept"));
            assertEquals(List.of("on"), database.rows("show fsync"));
            assertTrue(postgres.log().contains("automatic recovery in progress"), postgres.log());

            postgres.stopFast();
            postgres.startAgain();
            assertEquals(List.of("before the crash"), database.rows("select word from kept"));
            postgres.stopImmediately();
        }
        assertFalse(Files.exists(directory.resolve("postgres")), "the data stayed behind");
    }
}
