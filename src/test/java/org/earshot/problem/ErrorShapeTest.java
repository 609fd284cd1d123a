package org.earshot.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorShapeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/",
                "/v1/request/7",
                "/v1/r/abc",
                "/activity-feedback-v2",
                "/activity-feedback-v2/7",
                "/feedback-options",
                "/feedback-options/templates",
                "/follow-ups",
                "/follow-ups/7"
            })
    void activityPathsSpeakInEnvelopes(String path) {
        assertEquals(ErrorShape.ACTIVITY_FEEDBACK, ErrorShape.of(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/r", "/r/", "/r/1-abc", "/r/1-abc/opened", "/u", "/u/", "/u/1-abc", "/u/1-abc/undo"})
    void pagesForPeopleSpeakHtml(String path) {
        assertEquals(ErrorShape.PAGE, ErrorShape.of(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "/v1x",
                "/v2",
                "/V1",
                "/v",
                "/x/v1",
                "/activity-feedback-v2x",
                "/activity-feedback",
                "/feedback-optionsx",
                "/follow-up",
                "/request",
                "/request/7",
                "/request/v1",
                "/review",
                "/review/7",
                "/rx",
                "/ux",
                "/R/abc",
                "/company/1/reviews/published",
                "/company/r/x",
                "/sandbox/tokens",
                "/unknown"
            })
    void everyOtherPathSpeaksAsWorkingFeedbackDoes(String path) {
        assertEquals(ErrorShape.WORKING_FEEDBACK, ErrorShape.of(path));
    }
}
