package org.earshot.review;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page behind a link says: in English here, in other languages in {@code messages/pagewords_*.properties}. */
@MessageBundle(value = "pagewords", locale = "en")
interface PageWords {

    /** The code of the language. */
    @Message("en")
    String lang();

    // The form

    @Message("Error:")
    String error();

    @Message("Your feedback for {company}")
    String feedbackFor(String company);

    @Message("There is a problem")
    String problem();

    @Message("How was your visit?")
    String visit();

    @Message("How was your visit with {staff}?")
    String visitWith(String staff);

    @Message("Hello {author}, thank you for taking a minute to tell us.")
    String hello(String author);

    @Message("Poor")
    String poor();

    @Message("Excellent")
    String excellent();

    @Message("(optional)")
    String optional();

    @Message("Title")
    String title();

    @Message("In your own words")
    String text();

    @Message("What went well, and what could be better?")
    String textHint();

    @Message("Publish without my name")
    String anonymous();

    @Message("Your name won’t be shown with the review, but {company} can still see whom it asked.")
    String anonymousHint(String company);

    @Message("Leave this field empty")
    String leaveEmpty();

    @Message("Send feedback")
    String send();

    @Message(
            "Moderators check every review before it is published. What is published: your ratings, your title and text,"
                    + " and your name ({author}) unless you ask us not to. Your email address and phone number are never"
                    + " published.")
    String whatIsPublished(String author);

    // The questions of a company that has not chosen its own

    @Message("How satisfied were you overall?")
    String satisfied();

    @Message("How would you rate the service you received?")
    String service();

    @Message("How likely are you to recommend us?")
    String recommend();

    // What can be wrong with an answer

    @Message("Choose a number from 1 to 5")
    String choose();

    /** In the summary a complaint stands apart from its question, and has to name it. */
    @Message("Choose a number from 1 to 5: {question}")
    String chooseFor(String question);

    @Message("Use no more than {longest} characters")
    String tooLong(int longest);

    @Message("Remove the characters that cannot be shown")
    String unstorable();

    // After the form

    @Message("One more step – your feedback for {company}")
    String oneMoreStepFor(String company);

    @Message("One more step")
    String oneMoreStep();

    @Message(
            "We have your feedback, thank you. Automated programs sometimes fill in forms too, so please confirm that a"
                    + " person wrote this one.")
    String pleaseConfirm();

    @Message("Yes, I wrote this feedback")
    String confirm();

    @Message("Thank you – your feedback for {company}")
    String thankYouFor(String company);

    @Message("Thank you")
    String thankYou();

    @Message("Your feedback has been received. Moderators check every review before it is published.")
    String received();

    /** Names one place where people may also post, or several as {@link #or} joins them. */
    @Message("You can also share it on {places}")
    String shareOn(String places);

    @Message("{first} or {second}")
    String or(String first, String second);

    @Message("Only if you like. You write your review there yourself; nothing is passed on from here.")
    String onlyIfYouLike();

    @Message("Write a review on {place}")
    String writeOn(String place);

    @Message("You can close this page now.")
    String close();

    // A dead link

    @Message("This link doesn’t work any more")
    String dead();

    @Message("Feedback links end after 28 days, and this one has ended or was not copied in full.")
    String whyDead();

    @Message("If you opened it from a message, please try the link there once more. Otherwise, ask the company that"
            + " contacted you for a new one.")
    String tryAgain();
}
