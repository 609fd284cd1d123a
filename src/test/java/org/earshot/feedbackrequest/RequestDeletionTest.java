package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.earshot.delivery.MessageComposer;
import org.junit.jupiter.api.Test;

/** What has to go before a request can. */
@QuarkusTest
class RequestDeletionTest {

    @Inject
    @All
    List<MessageComposer> composers;

    @Test
    void everyKindOfMessageAboutARequestIsKnown() {
        assertEquals(
                composers.stream()
                        .filter(composer -> composer.getClass().getPackage().equals(RequestDeletion.class.getPackage()))
                        .map(MessageComposer::kind)
                        .collect(Collectors.toSet()),
                RequestDeletion.KINDS_OF_MESSAGES);
    }
}
