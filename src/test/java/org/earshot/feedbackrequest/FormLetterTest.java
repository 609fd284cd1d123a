package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.earshot.feedbackrequest.PersonalMessages.Letter;
import org.earshot.feedbackrequest.PersonalMessages.Wording;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A form that is filled in says the same as the template itself, whatever people and companies are called. */
@QuarkusTest
@Tag("W64")
class FormLetterTest {

    @Inject
    InvitationComposer invitations;

    @Inject
    ReminderComposer reminders;

    static Stream<Letter> letters() {
        return Stream.of(
                letter("Jane Doe", "Hillside", "Dr Bones"),
                letter("Jane Doe", "Hillside", null),
                letter("<b>\"Jane\" & 'Joe'</b>", "Bread & Butter <Ltd>", "O'Hara"),
                letter("{letter.link}", "gap", "$1 \\ {company}"),
                letter("Жанна 🙂", "Zürich", ""));
    }

    private static Letter letter(String author, String company, String staff) {
        return new Letter(
                author, company, staff, "https://feedback.example/r/1a?b=c&d=e", "https://feedback.example/u/1-abc_-");
    }

    @ParameterizedTest
    @MethodSource("letters")
    void saysWhatTheTemplateSays(Letter letter) {
        for (Wording wording : List.of(invitations, reminders)) {
            Letter gaps = FormLetter.withGaps(letter);
            for (String language : List.of("en", "de", "fr")) {
                assertEquals(
                        render(wording.subject(letter), language),
                        FormLetter.ofText(render(wording.subject(gaps), language))
                                .fill(letter));
                assertEquals(
                        render(wording.sms(letter), language),
                        FormLetter.ofText(render(wording.sms(gaps), language)).fill(letter));
                assertEquals(
                        render(part(wording, letter, Variant.TEXT_PLAIN), language),
                        FormLetter.ofText(render(part(wording, gaps, Variant.TEXT_PLAIN), language))
                                .fill(letter));
                assertEquals(
                        render(part(wording, letter, Variant.TEXT_HTML), language),
                        FormLetter.ofHtml(render(part(wording, gaps, Variant.TEXT_HTML), language))
                                .fill(letter));
            }
        }
    }

    private static TemplateInstance part(Wording wording, Letter letter, String contentType) {
        return wording.email(letter).setVariant(Variant.forContentType(contentType));
    }

    private static String render(TemplateInstance template, String language) {
        return template.setLocale(language).render();
    }
}
