package org.earshot;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.problem.ErrorShape;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Completes the API document while it is built, with what the code says anyway: which fields may be {@code null}, which
 * are always there, and how any call may fail.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
    private static final DotName JSON_PROPERTY = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    private static final DotName JSON_INCLUDE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final String BASE = "org.earshot";
    private static final String COMPONENT = "#/components/schemas/";
    private static final String ANSWER = "#/components/responses/";
    private static final String UNAUTHORIZED = "401";
    private static final String ANY_FAILURE = "default";

    private final IndexView index;

    public ApiDocument(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas =
                Objects.requireNonNullElse(document.getComponents().getSchemas(), Map.of());
        Set<String> sentByCallers = sentByCallers(document, schemas);
        index.getKnownClasses().stream()
                .filter(type -> type.isRecord() && type.name().toString().startsWith(BASE))
                .forEach(type -> {
                    String name = schemaName(type);
                    Schema schema = schemas.get(name);
                    if (schema != null && schema.getProperties() != null) {
                        complete(type, schema, schemas, sentByCallers.contains(name));
                    }
                });
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().values().forEach(operation -> complete(operation, path)));
        dropUnusedAnswers(document);
    }

    /** A field of an answer is always there; one of a body may be left out where {@code null} would do. */
    private static void complete(ClassInfo type, Schema schema, Map<String, Schema> schemas, boolean sentByCallers) {
        Set<String> required = new LinkedHashSet<>(Objects.requireNonNullElse(schema.getRequired(), List.of()));
        for (RecordComponentInfo component : type.recordComponentsInDeclarationOrder()) {
            FieldInfo field = type.field(component.name());
            String name = jsonName(field);
            Schema property = schema.getProperties().get(name);
            if (property == null) {
                continue;
            }
            boolean leftOut = field.hasAnnotation(JSON_INCLUDE) || type.hasDeclaredAnnotation(JSON_INCLUDE);
            boolean nullable = component.type().hasAnnotation(NULLABLE);
            if (nullable && !leftOut) {
                schema.addProperty(name, orNull(property, schemas));
            }
            if (!leftOut && !(nullable && sentByCallers)) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            schema.setRequired(new ArrayList<>(required));
        }
    }

    private static Schema orNull(Schema property, Map<String, Schema> schemas) {
        Schema referred = property.getRef() == null ? null : schemas.get(referred(property));
        if (property.getRef() != null && (referred == null || referred.getType() == null || isComplex(referred))) {
            Schema either = OASFactory.createSchema().description(property.getDescription());
            property.setDescription(null);
            return either.addAnyOf(property).addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
        }
        Schema plain = referred == null ? property : plain(referred, property.getDescription());
        if (plain.getType() != null && !plain.getType().contains(SchemaType.NULL)) {
            plain.addType(SchemaType.NULL);
        }
        if (plain.getEnumeration() != null && !plain.getEnumeration().contains(null)) {
            List<Object> words = new ArrayList<>(plain.getEnumeration());
            words.add(null);
            plain.setEnumeration(words);
        }
        return plain;
    }

    private static boolean isComplex(Schema schema) {
        return schema.getType().contains(SchemaType.OBJECT)
                || schema.getType().contains(SchemaType.ARRAY)
                || schema.getEnumeration() != null;
    }

    /** What stands behind a reference to a mere format, such as a time's. */
    private static Schema plain(Schema referred, @Nullable String description) {
        return OASFactory.createSchema()
                .type(new ArrayList<>(referred.getType()))
                .format(referred.getFormat())
                .pattern(referred.getPattern())
                .examples(referred.getExamples())
                .description(description);
    }

    private static void complete(Operation operation, String path) {
        if (operation.getSecurity() == null) {
            operation.setSecurity(List.of()); // else nobody knows whether a token was forgotten, or is not needed
        }
        boolean activity = ErrorShape.of(path) == ErrorShape.ACTIVITY_FEEDBACK;
        APIResponses answers = operation.getResponses();
        if (!operation.getSecurity().isEmpty() && !answers.hasAPIResponse(UNAUTHORIZED)) {
            refer(answers, UNAUTHORIZED, activity ? "ActivityUnauthorized" : "Unauthorized");
        }
        if (!answers.hasAPIResponse(ANY_FAILURE)) {
            refer(answers, ANY_FAILURE, activity ? "ActivityFailure" : "Failure");
        }
    }

    private static void dropUnusedAnswers(OpenAPI document) {
        Set<String> used = operations(document)
                .flatMap(operation -> operation.getResponses().getAPIResponses().values().stream())
                .map(APIResponse::getRef)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<String, APIResponse> known =
                Objects.requireNonNullElse(document.getComponents().getResponses(), Map.of());
        List.copyOf(known.keySet()).stream()
                .filter(name -> !used.contains(ANSWER + name))
                .forEach(document.getComponents()::removeResponse);
    }

    private static Stream<Operation> operations(OpenAPI document) {
        return document.getPaths().getPathItems().values().stream()
                .map(PathItem::getOperations)
                .flatMap(operations -> operations.values().stream());
    }

    private static void refer(APIResponses answers, String status, String component) {
        answers.addAPIResponse(status, OASFactory.createAPIResponse().ref(ANSWER + component));
    }

    private static Set<String> sentByCallers(OpenAPI document, Map<String, Schema> schemas) {
        Deque<Schema> open = new ArrayDeque<>();
        operations(document)
                .flatMap(operation -> Stream.ofNullable(operation.getRequestBody()))
                .flatMap(body -> Stream.ofNullable(body.getContent()))
                .map(Content::getMediaTypes)
                .flatMap(types -> types.values().stream())
                .map(MediaType::getSchema)
                .filter(Objects::nonNull)
                .forEach(open::add);
        Set<String> names = new HashSet<>();
        while (!open.isEmpty()) {
            Schema schema = open.remove();
            if (schema.getRef() != null && names.add(referred(schema))) {
                Optional.ofNullable(schemas.get(referred(schema))).ifPresent(open::add);
            }
            Stream.of(schema.getAnyOf(), schema.getOneOf(), schema.getAllOf())
                    .filter(Objects::nonNull)
                    .forEach(open::addAll);
            Optional.ofNullable(schema.getItems()).ifPresent(open::add);
            Optional.ofNullable(schema.getProperties()).ifPresent(properties -> open.addAll(properties.values()));
        }
        return names;
    }

    private static String referred(Schema schema) {
        return schema.getRef().substring(COMPONENT.length());
    }

    private static String schemaName(ClassInfo type) {
        return text(type.declaredAnnotation(SCHEMA), "name").orElseGet(type::simpleName);
    }

    private static String jsonName(FieldInfo field) {
        return text(field.annotation(JSON_PROPERTY), "value")
                .or(() -> text(field.annotation(SCHEMA), "name"))
                .orElseGet(field::name);
    }

    private static Optional<String> text(@Nullable AnnotationInstance annotation, String member) {
        AnnotationValue value = annotation == null ? null : annotation.value(member);
        return value == null || value.asString().isEmpty() ? Optional.empty() : Optional.of(value.asString());
    }
}
