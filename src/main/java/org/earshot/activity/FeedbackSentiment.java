package org.earshot.activity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.earshot.sentiment.Sentiment;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a piece of feedback sounds, as it is stored and shown (A19). */
@RegisterForReflection
@Schema(name = "ActivitySentiment", description = "How the feedback sounds, by its texts, or else by its ratings")
record FeedbackSentiment(
        @JsonProperty("overall_sentiment")
        @Schema(
                description = "How it sounds as a whole",
                enumeration = {"very_positive", "positive", "neutral", "negative", "very_negative"})
        String overall,

        @JsonProperty("confidence_score")
        @Schema(description = "How sure that is", minimum = "0", maximum = "1", examples = "0.8")
        double confidence,

        @Schema(description = "Words that matter in the texts")
        List<String> keywords,

        @Schema(description = "What decided, the strongest first")
        List<SentimentReason> explanation) {

    static FeedbackSentiment of(Sentiment sentiment) {
        return new FeedbackSentiment(
                sentiment.polarity().word(),
                sentiment.confidence(),
                sentiment.keywords(),
                sentiment.reasons().stream().map(SentimentReason::of).toList());
    }
}
