package org.earshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import org.earshot.testing.ApiDescription;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a client needs to know of every operation stands in docs/openapi.yaml, and its examples are right. */
class ApiDescriptionTest {

    private final ApiDescription api = ApiDescription.read();
    private final Set<String> faults = new TreeSet<>();

    private void eachOperation(BiConsumer<String, JsonNode> check) {
        assertTrue(api.operations().size() > 5, "operations were found");
        api.operations().forEach(check);
        assertEquals(Set.of(), faults);
    }

    private void demand(boolean condition, String fault) {
        if (!condition) {
            faults.add(fault);
        }
    }

    @Test
    void everyOperationIsNamedAndDescribed() {
        Set<String> names = new HashSet<>();
        eachOperation((name, operation) -> {
            demand(operation.path("summary").asText().length() > 5, name + " has no summary");
            demand(operation.path("operationId").isTextual(), name + " has no operationId");
            demand(names.add(operation.path("operationId").asText()), name + " has another one's operationId");
        });
    }

    @Test
    void everyOperationHasADescribedTag() {
        Map<String, String> tags = new TreeMap<>();
        api.document()
                .path("tags")
                .forEach(tag -> tags.put(
                        tag.path("name").asText(), tag.path("description").asText()));
        eachOperation((name, operation) -> {
            demand(!operation.path("tags").isEmpty(), name + " has no tag");
            operation
                    .path("tags")
                    .forEach(tag -> demand(
                            !tags.getOrDefault(tag.asText(), "").isEmpty(), "the tag " + tag + " is not described"));
        });
    }

    @Test
    void everyOperationSaysWhetherItNeedsATokenAndHowItRefuses() {
        eachOperation((name, operation) -> {
            demand(operation.has("security"), name + " does not say whether it needs a token");
            boolean secured = !operation.path("security").isEmpty();
            demand(!secured || operation.path("responses").has("401"), name + " does not describe 401");
            demand(operation.path("responses").has("default"), name + " does not describe its other failures");
        });
    }

    @Test
    void everyFailureHasTheShapeThatItsPathSpeaks() {
        eachOperation((name, operation) -> operation
                .path("responses")
                .properties()
                .forEach(response -> {
                    if (!response.getKey().matches("[123]..")) {
                        JsonNode schema = api.resolved(response.getValue())
                                .path("content")
                                .path("application/json")
                                .path("schema");
                        boolean activity =
                                name.matches("\\S+ /(v1|activity-feedback-v2|feedback-options|follow-ups)(/.*)?");
                        demand(
                                schema.path("$ref")
                                        .asText()
                                        .equals("#/components/schemas/"
                                                + (activity ? "ErrorEnvelope" : "ErrorResponse")),
                                name + " tells " + response.getKey() + " in another shape");
                    }
                }));
    }

    @Test
    void bothShapesOfErrorsAreDescribed() {
        JsonNode schemas = api.document().path("components").path("schemas");
        assertEquals(List.of("message"), texts(schemas.path("ErrorResponse").path("required")));
        assertEquals(
                List.of("success", "error"), texts(schemas.path("ErrorEnvelope").path("required")));
    }

    @Test
    void everyBodyAndEveryAnswerHasAnExample() {
        eachOperation((name, operation) -> {
            operation
                    .path("requestBody")
                    .path("content")
                    .properties()
                    .forEach(type -> demand(
                            !api.examples(type.getValue()).isEmpty(),
                            name + " has no example of its body as " + type.getKey()));
            operation.path("responses").properties().forEach(response -> {
                JsonNode content = api.resolved(response.getValue()).path("content");
                demand(
                        !response.getKey().equals("200") || !content.isEmpty(),
                        name + " does not say what its answer looks like");
                content.properties()
                        .forEach(type -> demand(
                                !api.examples(type.getValue()).isEmpty(),
                                name + " has no example of its answer " + response.getKey()));
            });
        });
    }

    @Test
    void everyExampleFitsItsSchema() {
        List<String> misfits = new ArrayList<>();
        int[] examples = {0};
        api.operations().forEach((name, operation) -> {
            List<JsonNode> contents = new ArrayList<>();
            contents.add(operation.path("requestBody").path("content"));
            operation
                    .path("responses")
                    .forEach(response -> contents.add(api.resolved(response).path("content")));
            contents.forEach(content ->
                    content.forEach(type -> api.examples(type).forEach(example -> {
                        examples[0]++;
                        api.misfits(type.path("schema"), example).forEach(misfit -> misfits.add(name + ": " + misfit));
                    })));
        });
        api.document().path("components").path("schemas").properties().forEach(schema -> {
            examplesWithin(schema.getValue(), schema.getKey(), misfits);
        });
        assertTrue(examples[0] > 20, "examples were found");
        assertEquals(List.of(), misfits);
    }

    private void examplesWithin(JsonNode schema, String name, List<String> misfits) {
        schema.path("examples")
                .forEach(example -> api.misfits(schema, example).forEach(misfit -> misfits.add(name + ": " + misfit)));
        schema.path("properties")
                .properties()
                .forEach(property -> examplesWithin(property.getValue(), name + "." + property.getKey(), misfits));
    }

    @Test
    void anExampleThatDoesNotFitWouldBeFound() {
        JsonNode schema = api.document().path("components").path("schemas").path("FeedbackRequest");
        String good = schema.path("examples").path(0).toString();
        assertEquals(List.of(), api.misfits(schema, good));
        assertEquals(
                1, api.misfits(schema, good.replace("\"email\"", "\"letter\"")).size(), "another word");
        assertEquals(
                1,
                api.misfits(schema, good.replace("2026-01-31T09:30:01Z", "soon"))
                        .size(),
                "no time");
        assertEquals(
                1,
                api.misfits(schema, good.replace("\"sent\":true", "\"sent\":null"))
                        .size(),
                "never null");
        assertEquals(
                1, api.misfits(schema, good.replace("\"id\"", "\"number\"")).size(), "left out");
        assertEquals(
                0, api.misfits(schema, good.replace("\"Back office\"", "null")).size(), "may be null");
    }

    /** Whatever {@code ApiDocument} does not find, this finds by another way. */
    @Test
    void whatMayBeNullIsMarkedAndWhatIsAlwaysThereIsRequired() throws ClassNotFoundException {
        Set<String> sent = new TreeSet<>();
        api.operations()
                .values()
                .forEach(operation -> operation
                        .path("requestBody")
                        .findValuesAsText("$ref")
                        .forEach(reference -> sent.add(reference.substring(reference.lastIndexOf('/') + 1))));
        int[] marked = {0};
        for (JavaClass found : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.earshot")) {
            if (!found.isRecord()) {
                continue;
            }
            Class<?> type = Class.forName(found.getName(), false, getClass().getClassLoader());
            Schema named = type.getAnnotation(Schema.class);
            String name = named == null || named.name().isEmpty() ? type.getSimpleName() : named.name();
            JsonNode schema = api.document().path("components").path("schemas").path(name);
            for (RecordComponent component : type.getRecordComponents()) {
                JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
                String property = renamed == null ? component.getName() : renamed.value();
                JsonNode described = schema.path("properties").path(property);
                if (described.isMissingNode()) {
                    continue;
                }
                boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                boolean leftOut = component.getAccessor().isAnnotationPresent(JsonInclude.class)
                        || type.isAnnotationPresent(JsonInclude.class);
                demand(
                        takesNull(described) == (nullable && !leftOut),
                        name + "." + property + (nullable ? " may be null" : " is never null"));
                demand(
                        texts(schema.path("required")).contains(property)
                                == (!leftOut && !(nullable && sent.contains(name))),
                        name + "." + property + (leftOut ? " is not always there" : " is always there"));
                marked[0] += nullable ? 1 : 0;
            }
        }
        assertTrue(marked[0] > 20, "nullable fields were found");
        assertEquals(Set.of(), faults);
    }

    private boolean takesNull(JsonNode schema) {
        return api.misfits(schema, "null").isEmpty();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
