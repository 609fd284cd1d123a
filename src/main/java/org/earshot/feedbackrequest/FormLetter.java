package org.earshot.feedbackrequest;

import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.earshot.feedbackrequest.PersonalMessages.Letter;

/**
 * A text to many recipients, rendered once with gaps where they differ: templates are by far the costliest part of
 * sending.
 *
 * @param texts one more than gaps, which stand between them
 */
record FormLetter(List<String> texts, List<Gap> gaps, Function<String, String> escape) {

    /** Where recipients differ. A gap is rendered as a word that nobody can guess, and that no escaping changes. */
    private enum Gap {
        AUTHOR,
        STAFF,
        LINK,
        OPT_OUT;

        private final String word = "gap" + UUID.randomUUID().toString().replace("-", "");

        private String filling(Letter letter) {
            return switch (this) {
                case AUTHOR -> letter.author();
                case STAFF -> Objects.requireNonNullElse(letter.staffName(), "");
                case LINK -> letter.link();
                case OPT_OUT -> letter.optOut();
            };
        }
    }

    private static final Pattern GAPS =
            Pattern.compile(Arrays.stream(Gap.values()).map(gap -> gap.word).collect(Collectors.joining("|")));

    private static final HtmlEscaper HTML = new HtmlEscaper(List.of(Variant.TEXT_HTML));

    /** What to render a template with that becomes a form for all letters with, or without, somebody of the staff. */
    static Letter withGaps(Letter like) {
        return new Letter(
                Gap.AUTHOR.word,
                like.company(),
                like.namesStaff() ? Gap.STAFF.word : null,
                Gap.LINK.word,
                Gap.OPT_OUT.word);
    }

    /** A form of plain text, rendered with gaps. */
    static FormLetter ofText(String rendered) {
        return of(rendered, Function.identity());
    }

    /** A form of HTML, rendered with gaps, whose fillings are escaped like the templates' own. */
    static FormLetter ofHtml(String rendered) {
        return of(rendered, filling -> HTML.map(filling, null));
    }

    private static FormLetter of(String rendered, Function<String, String> escape) {
        List<String> texts = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        Matcher found = GAPS.matcher(rendered);
        int end = 0;
        while (found.find()) {
            String word = found.group();
            texts.add(rendered.substring(end, found.start()));
            gaps.addAll(Arrays.stream(Gap.values())
                    .filter(gap -> gap.word.equals(word))
                    .toList());
            end = found.end();
        }
        texts.add(rendered.substring(end));
        return new FormLetter(texts, gaps, escape);
    }

    /** The text to one recipient. */
    String fill(Letter letter) {
        String[] parts = new String[2 * gaps.size() + 1];
        parts[0] = texts.get(0);
        for (int i = 0; i < gaps.size(); i++) {
            parts[2 * i + 1] = escape.apply(gaps.get(i).filling(letter));
            parts[2 * i + 2] = texts.get(i + 1);
        }
        return String.join("", parts);
    }
}
