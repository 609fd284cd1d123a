package org.earshot.access;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.earshot.problem.ErrorShape;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Tells the API document of the answer that every operation has which takes a token (W77); public for its reader. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class RateLimitDocument implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().values().stream()
                        .filter(RateLimitDocument::takesAToken)
                        .forEach(operation -> operation.getResponses().addAPIResponse("429", tooMany(path))));
    }

    private static boolean takesAToken(Operation operation) {
        return operation.getSecurity() != null && !operation.getSecurity().isEmpty();
    }

    private static APIResponse tooMany(String path) {
        String shape = ErrorShape.of(path) == ErrorShape.ACTIVITY_FEEDBACK ? "ErrorEnvelope" : "ErrorResponse";
        return OASFactory.createAPIResponse()
                .description("The token has made all its calls for now; Retry-After says for how many seconds")
                .addHeader(
                        "Retry-After",
                        OASFactory.createHeader()
                                .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER)))
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(shape))));
    }
}
