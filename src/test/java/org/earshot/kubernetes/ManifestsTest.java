package org.earshot.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the reader of manifests is as strict as it says. */
class ManifestsTest {

    @TempDir
    Path scratch;

    private String everything() throws IOException {
        return new Chart(scratch).withHooks(Chart.values("everything"), "{}");
    }

    @Test
    void aFieldThatNobodyKnowsIsRefusedAtEveryDepth() throws IOException {
        Set<String> tried = new TreeSet<>();
        for (JsonNode document : Manifests.documents(everything())) {
            Manifests.read(document);
            tryEachObject(document, document, document.path("kind").asText(), tried);
        }
        assertTrue(
                tried.containsAll(Set.of(
                        "Deployment",
                        "Deployment/metadata/labels",
                        "Deployment/spec/template/spec",
                        "Deployment/spec/template/spec/containers/0",
                        "Deployment/spec/template/spec/containers/0/readinessProbe/httpGet",
                        "Deployment/spec/template/spec/containers/0/securityContext/capabilities",
                        "Deployment/spec/template/spec/volumes/0/secret",
                        "HorizontalPodAutoscaler/spec/metrics/0/resource/target",
                        "Ingress/spec/rules/0/http/paths/0/backend/service/port",
                        "NetworkPolicy/spec/ingress/0/from/0/namespaceSelector",
                        "Job/spec/template/spec/containers/0/env/2/valueFrom/secretKeyRef",
                        "ServiceMonitor/spec/endpoints/0")),
                tried::toString);
    }

    /** Gives each object of the document, in its turn, a field that no kind has. */
    private static void tryEachObject(JsonNode document, JsonNode part, String place, Set<String> tried) {
        // any resource may be limited, those of a cluster's own too
        boolean anyName = place.endsWith("/resources/limits") || place.endsWith("/resources/requests");
        if (part instanceof ObjectNode object && !anyName) {
            object.put("unheardOf", true);
            JsonProcessingException refusal =
                    assertThrows(JsonProcessingException.class, () -> Manifests.read(document), place);
            assertTrue(refusal.getMessage().contains("unheardOf"), () -> place + ": " + refusal.getMessage());
            object.remove("unheardOf");
            tried.add(place);
            object.properties()
                    .forEach(
                            member -> tryEachObject(document, member.getValue(), place + "/" + member.getKey(), tried));
        }
        for (int i = 0; part.isArray() && i < part.size(); i++) {
            tryEachObject(document, part.get(i), place + "/" + i, tried);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "timeoutSeconds: 3, timeoutSeconds: \"3\"",
        "EARSHOT_RETENTION_DAYS: \"365\", EARSHOT_RETENTION_DAYS: 365",
        "readOnlyRootFilesystem: true, readOnlyRootFilesystem: \"true\"",
        "enableServiceLinks: false, enableServiceLinks: 0",
        "example.com/team: feedback, example.com/team: true",
        "timeoutSeconds: 3, timeoutSeconds: 2.5",
    })
    void aValueOfAnotherTypeIsRefused(String right, String wrong) throws IOException {
        String yaml = everything();
        assertTrue(yaml.contains(right), right);
        String changed = yaml.replace(right, wrong);
        assertThrows(JsonProcessingException.class, () -> Manifests.read(changed));
    }

    @Test
    void aFieldThatStandsTwiceIsRefused() throws IOException {
        String changed =
                everything().replace("enableServiceLinks: false", "enableServiceLinks: false\n      ".repeat(2));
        assertThrows(JsonProcessingException.class, () -> Manifests.read(changed));
    }

    @Test
    void aKindOfAnotherVersionIsRefused() {
        assertEquals(
                "There is no kind autoscaling/v2beta2/HorizontalPodAutoscaler",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Manifests.read(
                                        "apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\n"))
                        .getMessage());
    }
}
