package org.earshot.activity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.earshot.sentiment.Reason;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One of the things that decided how a piece of feedback sounds, as it is stored and shown (A19). */
@RegisterForReflection
@Schema(name = "ActivitySentimentReason", description = "One of the things that decided how the feedback sounds")
record SentimentReason(
        @Schema(
                description = "What it is",
                enumeration = {"word", "symbol", "satisfaction", "nps"})
        String source,

        @Schema(description = "The word or symbol, or the rating's number", examples = "friendly")
        String text,

        @Schema(description = "What it contributed; below 0 if it is bad", examples = "3")
        double weight) {

    private static final String SOURCE = "source";
    private static final String TEXT = "text";
    private static final String WEIGHT = "weight";

    static SentimentReason of(Reason reason) {
        return new SentimentReason(reason.source().word(), reason.text(), reason.weight());
    }

    static JsonArray write(List<SentimentReason> reasons) {
        JsonArray all = new JsonArray();
        reasons.forEach(each -> all.add(
                new JsonObject().put(SOURCE, each.source).put(TEXT, each.text).put(WEIGHT, each.weight)));
        return all;
    }

    static List<SentimentReason> read(JsonArray stored) {
        List<SentimentReason> all = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            JsonObject one = stored.getJsonObject(i);
            all.add(new SentimentReason(one.getString(SOURCE), one.getString(TEXT), one.getDouble(WEIGHT)));
        }
        return all;
    }
}
