package org.earshot.feedbackrequest;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What invitations and reminders say: in English here, in other languages in {@code messages/invitationwords_*.properties}. */
@MessageBundle(value = "invitationwords", locale = "en")
interface InvitationWords {

    /** The code of the language. */
    @Message("en")
    String lang();

    @Message("How was your experience with {company}?")
    String subject(String company);

    @Message("Hello {author},")
    String hello(String author);

    @Message("We would like to hear about it, good or bad.")
    String goodOrBad();

    @Message("We would like to hear about your visit with {staff}, good or bad.")
    String goodOrBadWith(String staff);

    @Message("It takes about a minute.")
    String aMinute();

    /** Before the link. */
    @Message("It takes about a minute:")
    String aMinuteHere();

    @Message("Give your feedback")
    String give();

    @Message("If the button does not work, open this link:")
    String orOpen();

    @Message("The link is personal, please don’t share it; it works for 28 days.")
    String personal();

    /** The same in plain text, with nothing but plain characters in English. */
    @Message("The link is personal, please don't share it; it works for 28 days.")
    String personalPlain();

    @Message("Thank you,")
    String thankYou();

    /** A text message. The links take most of a segment; characters beyond those of GSM 03.38 would halve it. */
    @Message("{company}: how was your visit? {link} Stop: {optOut}")
    String sms(String company, String link, String optOut);

    @Message("You don’t want to hear from us?")
    String unwanted();

    @Message("You don't want to hear from us?")
    String unwantedPlain();

    @Message("Stop messages from {company}")
    String stop(String company);

    @Message("Reminder: how was your experience with {company}?")
    String reminder(String company);

    @Message("A few days ago we asked you about it.")
    String asked();

    @Message("A few days ago we asked you about your visit with {staff}.")
    String askedWith(String staff);

    @Message("We would still like to hear from you, good or bad.")
    String still();

    @Message("The link is personal, please don’t share it.")
    String personalStill();

    @Message("The link is personal, please don't share it.")
    String personalStillPlain();

    @Message("{company}: we'd still like your opinion: {link} Stop: {optOut}")
    String reminderSms(String company, String link, String optOut);
}
