package org.earshot.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W72")
class ReplyStatusTest {

    @Test
    void moderatorsPublishOrRejectAndMayThinkAgain() {
        Map<ReplyStatus, Set<ReplyStatus>> table = Map.of(
                ReplyStatus.PENDING, Set.of(ReplyStatus.PUBLISHED, ReplyStatus.REJECTED),
                ReplyStatus.PUBLISHED, Set.of(ReplyStatus.REJECTED),
                ReplyStatus.REJECTED, Set.of(ReplyStatus.PUBLISHED));
        for (ReplyStatus from : ReplyStatus.values()) {
            for (ReplyStatus to : ReplyStatus.values()) {
                assertEquals(table.get(from).contains(to), from.canBecome(to), from + " to " + to);
            }
        }
    }
}
