package org.earshot.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The API document as it is published, docs/openapi.yaml. */
public final class ApiDescription {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document;

    private ApiDescription(JsonNode document) {
        this.document = document;
    }

    /** Reads it. */
    public static ApiDescription read() {
        try {
            return new ApiDescription(
                    new YAMLMapper().readTree(Path.of("docs", "openapi.yaml").toFile()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** All of it. */
    public JsonNode document() {
        return document;
    }

    /** Every operation by its method and path, such as {@code GET /request/{id}}. */
    public Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(operation -> operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
        return operations;
    }

    /** A part of the document, or what it refers to. */
    public JsonNode resolved(JsonNode part) {
        JsonNode reference = part.path("$ref");
        return reference.isTextual() ? document.at(reference.textValue().substring(1)) : part;
    }

    /** The schema of an operation's JSON answer with this status. */
    public JsonNode answer(String operation, int status) {
        JsonNode responses = operations().get(operation).path("responses");
        JsonNode response =
                responses.path(responses.has(Integer.toString(status)) ? Integer.toString(status) : "default");
        return resolved(response).path("content").path("application/json").path("schema");
    }

    /** What about a value does not fit a schema of the document; nothing if it does. */
    public List<String> misfits(JsonNode schema, JsonNode value) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.set("components", document.path("components"));
        root.set("allOf", JsonNodeFactory.instance.arrayNode().add(schema));
        return SCHEMAS.getSchema(root, STRICT).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** The same of a value in JSON. */
    public List<String> misfits(JsonNode schema, String value) {
        try {
            return misfits(schema, new ObjectMapper().readTree(value));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The examples that stand with a media type, or else with its schema, or the schema of its items. */
    public List<JsonNode> examples(JsonNode mediaType) {
        List<JsonNode> examples = new ArrayList<>();
        mediaType
                .path("examples")
                .forEach(example -> examples.add(resolved(example).path("value")));
        if (mediaType.has("example")) {
            examples.add(mediaType.path("example"));
        }
        return examples.isEmpty() ? examplesOfSchema(mediaType.path("schema")) : examples;
    }

    private List<JsonNode> examplesOfSchema(JsonNode reference) {
        JsonNode schema = resolved(reference);
        List<JsonNode> examples = new ArrayList<>();
        schema.path("examples").forEach(examples::add);
        for (String choice : List.of("anyOf", "oneOf")) {
            schema.path(choice).forEach(each -> examples.addAll(examplesOfSchema(each)));
        }
        if (examples.isEmpty() && schema.has("items")) {
            examplesOfSchema(schema.path("items"))
                    .forEach(item ->
                            examples.add(JsonNodeFactory.instance.arrayNode().add(item)));
        }
        return examples;
    }
}
