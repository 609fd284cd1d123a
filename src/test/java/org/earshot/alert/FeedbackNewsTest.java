package org.earshot.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.earshot.alert.FeedbackNews.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An alert is short, however long the feedback is. */
@Tag("A34")
class FeedbackNewsTest {

    @Test
    void longTextsAreCutBetweenCharacters() {
        Answer answer = new Answer("😀".repeat(201), "😀".repeat(800));
        assertEquals("😀".repeat(199) + "…", answer.question());
        assertEquals("😀".repeat(800), answer.said());
        assertEquals(answer, new Answer(answer.question(), answer.said()));
    }

    @Test
    void manyAnswersAreCountedAndNotShown() {
        List<Answer> answers = Collections.nCopies(200, new Answer("Why?", "Too late"));
        FeedbackNews news = new FeedbackNews(
                "id", 3, null, "visit", null, "rep-7", null, "Visit", Instant.EPOCH, "neutral", answers, 200);
        assertEquals(30, news.answers().size());
        assertEquals(170, news.more());
    }
}
