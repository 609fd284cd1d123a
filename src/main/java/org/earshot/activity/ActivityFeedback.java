package org.earshot.activity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.earshot.alert.FeedbackNews;
import org.earshot.analytics.FeedbackFact;
import org.earshot.company.Recipient;
import org.earshot.kernel.ObjectId;
import org.earshot.sentiment.Opinion;
import org.earshot.sentiment.SentimentAnalysis;
import org.earshot.template.GivenAnswer;
import org.earshot.template.Questionnaire;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A piece of activity feedback, as it is stored and as a company reads it (A4, A12–A20). What is not known is left out.
 *
 * @param companyId number of the owner
 * @param templateVersion of the template when the feedback was recorded; 0 if it names none of ours
 */
@RegisterForReflection
@Schema(
        name = "ActivityFeedback",
        description = "How an activity was received. Fields that are not known are left out; lists are always there")
record ActivityFeedback(
        @JsonProperty("_id")
        @Schema(description = "Name of the feedback", pattern = "^[0-9a-f]{24}$", examples = "697dbd2800000000000004d2")
        String id,

        @JsonProperty("activity_type") @Schema(description = "The kind of activity", examples = "sales_visit")
        String activityType,

        @JsonProperty("activity_id")
        @Schema(description = "The activity", examples = "visit-2041")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String activityId,

        @Schema(description = "Who acted for the company", examples = "rep-7")
        String rep,

        @Schema(description = "Whose feedback it is; never there if that is anonymous", examples = "client-12")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String client,

        @JsonProperty("template_id")
        @Schema(description = "The template that was answered", examples = "697dbd2800000000000004d2")
        String templateId,

        @JsonProperty("overall_satisfaction")
        @Schema(description = "Satisfaction as a whole", minimum = "1", maximum = "10", examples = "8")
        int overallSatisfaction,

        @Schema(description = "The answers to the template's questions")
        List<FeedbackResponse> responses,

        @JsonProperty("nps_score")
        @Schema(description = "How likely they are to recommend the company", minimum = "0", maximum = "10")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Integer npsScore,

        @JsonProperty("sentiment_analysis") FeedbackSentiment sentiment,

        @JsonProperty("completion_time")
        @Schema(description = "How long answering took, in seconds", minimum = "0", examples = "180")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Integer completionTime,

        @JsonProperty("completion_rate")
        @Schema(
                description = "How much of what was asked was answered, in whole per cent, rounded half up",
                minimum = "0",
                maximum = "100",
                examples = "100")
        int completionRate,

        @JsonProperty("session_data") SessionData session,

        @JsonProperty("follow_up_actions") @Schema(description = "What is to be done about it")
        List<FollowUpAction> followUpActions,

        @JsonProperty("is_anonymous") @Schema(description = "Whether it is not kept who gave it")
        boolean anonymous,

        @JsonProperty("company_namespace")
        @Schema(
                description =
                        "Namespaces of the companies; the one that was the first at the creation owns the feedback")
        List<String> namespaces,

        @Schema(description = "When it was recorded, in UTC")
        Instant createdAt,

        @Schema(description = "When it was changed last, in UTC")
        Instant modifiedAt,

        @JsonProperty("SVClient") @Schema(description = "Always 0", examples = "0")
        int svClient,

        @JsonProperty("__v") @Schema(description = "How often it was changed", minimum = "0", examples = "0")
        int revision,

        @JsonIgnore @Schema(hidden = true) long companyId,
        @JsonIgnore @Schema(hidden = true) int templateVersion) {

    private static final double ALL = 100;

    ActivityFeedback {
        responses = List.copyOf(responses);
        followUpActions = List.copyOf(followUpActions);
        namespaces = List.copyOf(namespaces);
    }

    /** The same with another name, which storing it gave it. */
    ActivityFeedback named(String name) {
        return with(name, client);
    }

    /** The same for whoever gave it, without the address by which they were found (W36). */
    ActivityFeedback shownTo(Recipient recipient) {
        return with(id, client != null && recipient.isSpelled(client) ? recipient.shown() : client);
    }

    private ActivityFeedback with(String newId, @Nullable String newClient) {
        return new ActivityFeedback(
                newId,
                activityType,
                activityId,
                rep,
                newClient,
                templateId,
                overallSatisfaction,
                responses,
                npsScore,
                sentiment,
                completionTime,
                completionRate,
                session,
                followUpActions,
                anonymous,
                namespaces,
                createdAt,
                modifiedAt,
                svClient,
                revision,
                companyId,
                templateVersion);
    }

    /** The same after a change, with all that follows from it; empty if it changes nothing (A25). */
    Optional<ActivityFeedback> changed(
            ActivityChange change, Questionnaire questionnaire, SentimentAnalysis analysis, Instant now) {
        int newSatisfaction = change.satisfaction().orElse(overallSatisfaction);
        Integer newNps = change.mentionsNps() ? change.nps().orElse(null) : npsScore;
        List<FeedbackResponse> newResponses = change.responses()
                .map(sent -> sent.stream().map(each -> each.on(questionnaire)).toList())
                .orElse(responses);
        boolean sameOpinion = newSatisfaction == overallSatisfaction
                && Objects.equals(newNps, npsScore)
                && newResponses.equals(responses);
        ActivityFeedback next = new ActivityFeedback(
                id,
                activityType,
                activityId,
                rep,
                client,
                templateId,
                newSatisfaction,
                newResponses,
                newNps,
                sameOpinion ? sentiment : sentiment(analysis, newResponses, newSatisfaction, newNps),
                completionTime,
                change.responses().isPresent() ? completionRate(newResponses, questionnaire) : completionRate,
                session,
                change.followUpActions().orElse(followUpActions),
                anonymous,
                change.namespaces().orElse(namespaces),
                createdAt,
                // the sandbox can set its clock back, but nothing was changed before it was made
                now.isAfter(modifiedAt) ? now : modifiedAt,
                svClient,
                revision + 1,
                companyId,
                templateVersion);
        return saysTheSame(next) ? Optional.empty() : Optional.of(next);
    }

    private boolean saysTheSame(ActivityFeedback other) {
        return fact().equals(other.fact())
                && responses.equals(other.responses)
                && followUpActions.equals(other.followUpActions)
                && namespaces.equals(other.namespaces);
    }

    /** Its number, with which its name ends. */
    long number() {
        return ObjectId.parse(id).orElseThrow().number();
    }

    /** As it is counted (A26). */
    FeedbackFact fact() {
        return new FeedbackFact(
                createdAt,
                activityType,
                activityId,
                rep,
                templateId,
                overallSatisfaction,
                npsScore,
                responses.stream().map(FeedbackResponse::fact).toList());
    }

    /** As all of these are counted. */
    static List<FeedbackFact> facts(List<ActivityFeedback> all) {
        return all.stream().map(ActivityFeedback::fact).toList();
    }

    /** As those hear of it whom the template names (A34). */
    FeedbackNews news(Questionnaire template) {
        return new FeedbackNews(
                id,
                overallSatisfaction,
                npsScore,
                activityType,
                activityId,
                rep,
                client,
                template.name(),
                modifiedAt,
                sentiment.overall(),
                responses.stream().map(FeedbackResponse::news).toList(),
                responses.size());
    }

    /** How answers and ratings sound together (A19). */
    static FeedbackSentiment sentiment(
            SentimentAnalysis analysis, List<FeedbackResponse> responses, int satisfaction, @Nullable Integer nps) {
        return FeedbackSentiment.of(analysis.of(new Opinion(
                responses.stream().flatMap(FeedbackResponse::words).toList(),
                OptionalInt.of(satisfaction),
                nps == null ? OptionalInt.empty() : OptionalInt.of(nps))));
    }

    /** How much of what was asked was answered, in whole per cent: 100 if nothing was asked (A18). */
    static int completionRate(List<FeedbackResponse> responses, Questionnaire questionnaire) {
        List<GivenAnswer> answers =
                responses.stream().map(FeedbackResponse::answer).toList();
        int asked = questionnaire.asked(answers);
        return asked == 0 ? (int) ALL : (int) Math.round(ALL * questionnaire.answered(answers) / asked);
    }
}
