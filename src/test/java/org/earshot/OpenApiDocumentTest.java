package org.earshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The API document is reviewed like code: what the build generates stands in the repository. */
@QuarkusTest
class OpenApiDocumentTest {

    @Test
    void theCommittedDocumentIsTheGeneratedOne() throws IOException {
        assertEquals(
                Files.readString(Path.of("docs", "openapi.yaml")),
                Files.readString(Path.of("target", "openapi", "openapi.yaml")),
                "The API has changed: run 'make openapi', read the difference, and commit it with contract, changelog and"
                        + " test");
    }
}
