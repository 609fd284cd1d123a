package org.earshot.delivery;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page behind an opt-out link says: in English here, in other languages in {@code messages/optoutwords_*.properties}. */
@MessageBundle(value = "optoutwords", locale = "en")
interface OptOutWords {

    /** The code of the language. */
    @Message("en")
    String lang();

    // Before

    @Message("Stop messages from {company}")
    String stopFrom(String company);

    @Message("Stop messages from {company}?")
    String stopFromQuestion(String company);

    @Message("If you confirm, {company} will not ask you for feedback any more, and you will get no reminders.")
    String ifYouConfirm(String company);

    @Message("Stop messages")
    String stop();

    // After

    @Message("No more messages from {company}")
    String noMoreFrom(String company);

    @Message("You will get no more messages")
    String noMore();

    @Message("{company} will not ask you for feedback any more. A message that is already on its way may still arrive.")
    String notAskedAgain(String company);

    @Message("Changed your mind, or was it a mistake?")
    String mistake();

    @Message("Allow messages again")
    String allow();

    // Taken back

    @Message("Messages from {company} are allowed again")
    String allowedFrom(String company);

    @Message("Messages are allowed again")
    String allowed();

    @Message(
            "{company} may ask you for feedback. You can stop that at any time, here or with the link in each message.")
    String mayAsk(String company);

    // No such link

    @Message("This link doesn’t work")
    String unknown();

    @Message("It was probably not copied in full.")
    String notInFull();

    @Message(
            "Please open it from the message once more. If that doesn’t help, tell the company that contacted you that you"
                    + " want no more messages.")
    String openAgain();
}
