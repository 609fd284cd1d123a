package org.earshot.feedbackrequest;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.DueMessage;
import org.earshot.delivery.MessageComposer;
import org.earshot.delivery.MessageKey;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.feedbackrequest.PersonalMessages.Letter;

/** Writes the email or text message that asks somebody for feedback. */
@Singleton
class InvitationComposer implements MessageComposer, PersonalMessages.Wording {

    static final String KIND = "invitation";

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance subject(Letter letter);

        /** Comes as HTML and as plain text. */
        static native TemplateInstance email(Letter letter);

        static native TemplateInstance sms(Letter letter);
    }

    private final PersonalMessages messages;

    InvitationComposer(PersonalMessages messages) {
        this.messages = messages;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<List<OutgoingMessage>> compose(CompanyScope scope, List<DueMessage> due) {
        return messages.compose(scope, due, Set.of(RequestState.ASKED), this);
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

    @Override
    public Map<String, String> thread(MessageKey key, String host) {
        return Map.of("Message-ID", messageId(key, host));
    }

    /** Named after the request, which has one invitation: whatever follows it can name it too. */
    static String messageId(MessageKey key, String host) {
        return "<" + AskedRecipients.REQUEST + "-" + key.company() + "-" + key.subjectId() + "@" + host + ">";
    }
}
