package org.earshot.delivery.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyId;
import org.earshot.delivery.MessageKey;
import org.earshot.delivery.OutgoingMessage;
import org.junit.jupiter.api.Test;

class MockMailboxTest {

    @Test
    void itKeepsTheNewestTenThousandNewestFirst() {
        MockMailbox mailbox = new MockMailbox();
        for (int number = 1; number <= 10_002; number++) {
            mailbox.add(message(number), Instant.EPOCH);
        }
        List<MockMailbox.Received> kept = mailbox.messages();
        assertEquals(10_000, kept.size());
        assertEquals(10_002, kept.get(0).message().key().subjectId());
        assertEquals(3, kept.get(9_999).message().key().subjectId());
    }

    private static OutgoingMessage message(long number) {
        String link = "https://example.com/r/" + number;
        return new OutgoingMessage.Sms(
                new MessageKey(new CompanyId(1), number, "test", number), "+447700900123", "Hello", link, link);
    }
}
