package org.earshot.feedbackrequest;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.DueMessage;
import org.earshot.delivery.MessageComposer;
import org.earshot.delivery.MessageKey;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.feedbackrequest.PersonalMessages.Letter;

/** Writes the email or text message that reminds somebody who has not answered (W67). */
@Singleton
class ReminderComposer implements MessageComposer, PersonalMessages.Wording {

    private static final Set<RequestState> WAITED_FOR = Set.of(RequestState.ASKED, RequestState.SEEN);

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance subject(Letter letter);

        /** Comes as HTML and as plain text. */
        static native TemplateInstance email(Letter letter);

        static native TemplateInstance sms(Letter letter);
    }

    private final PersonalMessages messages;

    ReminderComposer(PersonalMessages messages) {
        this.messages = messages;
    }

    @Override
    public String kind() {
        return Reminders.KIND;
    }

    /** Only who was asked and has not answered is still waited for. */
    @Override
    public Uni<List<OutgoingMessage>> compose(CompanyScope scope, List<DueMessage> due) {
        return messages.compose(scope, due, WAITED_FOR, this);
    }

    @Override
    public TemplateInstance subject(Letter letter) {
        return Templates.subject(letter);
    }

    @Override
    public TemplateInstance email(Letter letter) {
        return Templates.email(letter);
    }

    @Override
    public TemplateInstance sms(Letter letter) {
        return Templates.sms(letter);
    }

    /** So that mail programs show it below the invitation. */
    @Override
    public Map<String, String> thread(MessageKey key, String host) {
        String invitation = InvitationComposer.messageId(key, host);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Message-ID", "<" + key.idempotencyKey() + "@" + host + ">");
        headers.put("In-Reply-To", invitation);
        headers.put("References", invitation);
        return headers;
    }
}
