package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("W40")
class FeedbackRequestTest {

    private static final Instant CREATED = Instant.parse("2026-01-31T09:30:00Z");
    private static final Instant SENT = CREATED.plusSeconds(10);
    private static final Instant LATER = CREATED.plusSeconds(3600);
    private static final long REVIEW = 7;

    private static FeedbackRequest queued() {
        FeedbackRequest request = new FeedbackRequest();
        request.state = RequestState.ASKED;
        request.createdAt = CREATED;
        request.updatedAt = CREATED;
        return request;
    }

    private static FeedbackRequest sent() {
        FeedbackRequest request = queued();
        request.state = RequestState.SEEN;
        request.sentAt = SENT;
        request.updatedAt = SENT;
        return request;
    }

    @Test
    @Tag("W38")
    void opening() {
        FeedbackRequest request = sent();
        request.open(LATER);
        assertEquals(LATER, request.openedAt);
        assertEquals(LATER, request.updatedAt);
        assertEquals(SENT, request.sentAt);
        assertEquals(RequestState.SEEN, request.state);
    }

    @Test
    void openingAgainChangesNothing() {
        FeedbackRequest request = sent();
        request.open(LATER);
        request.open(LATER.plusSeconds(60));
        assertEquals(LATER, request.openedAt);
        assertEquals(LATER, request.updatedAt);
    }

    @Test
    @Tag("W39")
    void answering() {
        FeedbackRequest request = sent();
        request.answer(REVIEW, LATER);
        assertEquals(RequestState.ANSWERED, request.state);
        assertEquals(REVIEW, request.reviewId);
        assertEquals(LATER, request.reviewSubmittedAt);
        assertEquals(LATER, request.openedAt, "who answers has opened");
        assertEquals(LATER, request.updatedAt);
        assertEquals(SENT, request.sentAt);
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestState.class,
            names = {"ASKED", "FAILED", "CANCELLED"})
    void anAnswerThatOvertakesTheRecordOfItsSendingSetsWhatIsMissing(RequestState state) {
        FeedbackRequest request = queued();
        request.state = state;
        request.failure = state == RequestState.FAILED ? "lost" : null;
        request.answer(REVIEW, LATER);
        assertEquals(RequestState.ANSWERED, request.state);
        assertEquals(LATER, request.sentAt);
        assertEquals(LATER, request.openedAt);
        assertEquals(LATER, request.reviewSubmittedAt);
        assertNull(request.failure);
    }

    @Test
    void thereIsOneAnswer() {
        FeedbackRequest request = sent();
        request.answer(REVIEW, LATER);
        assertThrows(IllegalStateException.class, () -> request.answer(8, LATER));
    }

    @Test
    void publishingAndRejectingLater() {
        FeedbackRequest request = sent();
        request.answer(REVIEW, LATER);
        Instant published = LATER.plusSeconds(60);
        request.moderate(true, published);
        assertTrue(request.published);
        assertEquals(published, request.reviewPublishedAt);
        assertEquals(published, request.reviewModeratedAt);
        assertEquals(published, request.updatedAt);

        Instant rejected = published.plusSeconds(60);
        request.moderate(false, rejected);
        assertFalse(request.published);
        assertEquals(published, request.reviewPublishedAt, "dates stay");
        assertEquals(published, request.reviewModeratedAt, "dates stay");
        assertEquals(rejected, request.updatedAt);
    }

    @Test
    void rejectingAtOnceIsModerationButNoPublication() {
        FeedbackRequest request = sent();
        request.answer(REVIEW, LATER);
        request.moderate(false, LATER.plusSeconds(60));
        assertFalse(request.published);
        assertNull(request.reviewPublishedAt);
        assertEquals(LATER.plusSeconds(60), request.reviewModeratedAt);
    }

    /** Whatever happens in whatever order, and however the sandbox sets its clock. */
    @Test
    void noHistoryBreaksTheRulesOrRunsBackwards() {
        List<BiConsumer<FeedbackRequest, Instant>> verbs = List.of(
                FeedbackRequest::open,
                (request, now) -> {
                    if (request.reviewId == null) {
                        request.answer(REVIEW, now);
                    }
                },
                (request, now) -> moderateIfAnswered(request, true, now),
                (request, now) -> moderateIfAnswered(request, false, now));
        Random random = new Random(20260131);
        for (int run = 0; run < 2000; run++) {
            FeedbackRequest request = random.nextBoolean() ? queued() : sent();
            Instant now = CREATED;
            for (int step = 0; step < 8; step++) {
                now = now.plus(Duration.ofSeconds(random.nextInt(-5000, 10_000)));
                Instant before = request.updatedAt;
                verbs.get(random.nextInt(verbs.size())).accept(request, now);
                assertFalse(request.updatedAt.isBefore(before), "updated never runs backwards");
                assertRules(request);
            }
        }
    }

    private static void moderateIfAnswered(FeedbackRequest request, boolean publish, Instant now) {
        if (request.reviewId != null) {
            request.moderate(publish, now);
        }
    }

    private static void assertRules(FeedbackRequest request) {
        assertTrue(!request.published || request.reviewPublishedAt != null, "published has its date");
        assertTrue(request.reviewPublishedAt == null || request.reviewId != null, "published is answered");
        assertEquals(request.reviewId != null, request.state == RequestState.ANSWERED);
        assertEquals(request.reviewId != null, request.reviewSubmittedAt != null);
        assertTrue(request.reviewId == null || request.openedAt != null, "answered is opened");
        assertTrue(request.openedAt == null || request.sentAt != null, "opened is sent");
        List<Instant> order = Arrays.asList(
                        request.createdAt, request.sentAt, request.reviewSubmittedAt, request.reviewModeratedAt)
                .stream()
                .filter(Objects::nonNull)
                .toList();
        assertEquals(order.stream().sorted().toList(), order, "created, sent, submitted, moderated");
        assertTrue(order.stream().noneMatch(request.updatedAt::isBefore), "updated is the last of them");
    }
}
