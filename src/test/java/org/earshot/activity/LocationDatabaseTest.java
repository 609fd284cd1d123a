package org.earshot.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.earshot.testing.MaxMindFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("A16")
class LocationDatabaseTest {

    @TempDir
    Path directory;

    private static LocationDatabase database(Path file) {
        return new LocationDatabase(() -> Optional.ofNullable(file));
    }

    private static Optional<FeedbackLocation> locate(LocationDatabase database, String address) {
        return database.of(IpLiteral.bytes(address).orElseThrow());
    }

    @Test
    void anAddressIsFoundInTheDatabase() throws IOException {
        Path file = directory.resolve("places.mmdb");
        MaxMindFile.write(file);
        LocationDatabase database = database(file);
        assertEquals(List.of(), database.missing());
        assertEquals(Optional.of(new FeedbackLocation("Testland", "Testtown")), locate(database, "192.0.2.7"));
        assertEquals(Optional.of(new FeedbackLocation("Testland", "Testtown")), locate(database, "128.0.0.1"));
        assertEquals(Optional.empty(), locate(database, "10.0.0.1"));
        // a database of the fourth version knows no address of the sixth
        assertEquals(Optional.empty(), locate(database, "2001:db8::7"));
    }

    @Test
    void withoutADatabaseNothingIsKnown() {
        LocationDatabase database = database(null);
        assertEquals(List.of(), database.missing());
        assertEquals(Optional.empty(), locate(database, "192.0.2.7"));
    }

    @Test
    void aFileThatCannotBeReadStopsTheStart() throws IOException {
        Path broken = directory.resolve("broken.mmdb");
        Files.writeString(broken, "no database");
        for (Path file : List.of(broken, directory.resolve("nowhere.mmdb"), directory)) {
            LocationDatabase database = database(file);
            assertEquals(1, database.missing().size());
            assertEquals(Optional.empty(), locate(database, "192.0.2.7"));
        }
    }
}
