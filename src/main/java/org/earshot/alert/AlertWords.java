package org.earshot.alert;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What alerts say: in English here, in other languages in {@code messages/alertwords_*.properties}. */
@MessageBundle(value = "alertwords", locale = "en")
interface AlertWords {

    /** The code of the language. */
    @Message("en")
    String lang();

    @Message("Low rating {rating}/10: {activityType} with {rep}")
    String lowRating(int rating, String activityType, String rep);

    @Message("Feedback {rating}/10: {activityType} with {rep}")
    String completion(int rating, String activityType, String rep);

    @Message("Rating")
    String rating();

    @Message("Recommendation")
    String nps();

    @Message("Sentiment")
    String sentiment();

    @Message("{#switch word}{#case 'very_positive'}very positive{#case 'positive'}positive{#case 'negative'}negative"
            + "{#case 'very_negative'}very negative{#else}neutral{/switch}")
    String sentimentOf(String word);

    @Message("Activity")
    String activity();

    @Message("Representative")
    String rep();

    @Message("Client")
    String client();

    @Message("Time")
    String time();

    @Message("Template")
    String template();

    @Message("Feedback")
    String feedback();

    @Message("Answers left out: {count}")
    String more(int count);

    @Message("You get this because the template names you as somebody to tell.")
    String why();

    @Message("Stop messages from {company}")
    String stop(String company);
}
