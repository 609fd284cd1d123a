package org.earshot.sentiment;

import java.util.ArrayList;
import java.util.List;
import org.earshot.sentiment.Entry.Role;
import org.earshot.sentiment.Marks.Match;

/** Reads one sentence from its beginning to its end: what does it find good or bad, and how much? */
final class SentenceReading {

    /** How many words a negation reaches. */
    private static final int NEGATION = 6;

    /** How many words a negation at the end of its clause looks back. */
    private static final int NEGATION_BACK = 5;

    /** How many words a negation reaches beyond one that it has turned round: "not friendly or helpful". */
    private static final int NEGATION_ON = 2;

    /** How many words a remedy reaches. */
    private static final int REMEDY = 6;

    /** How many opinions it looks back on. */
    private static final int REMEDY_BACK = 4;

    /** How many words a concession reaches, if no pause ends it before. */
    private static final int CONCESSION = 4;

    private static final double BEFORE_CONTRAST = 0.5;
    private static final double AFTER_CONTRAST = 1.25;
    private static final double CONCEDED = 0.5;
    private static final double MOST_INTENSE = 2;
    private static final double STRESSED = 1.25;
    private static final double EXCESS_OF_BAD = 1.25;
    private static final double EXCESS_OF_ANYTHING = -1.5;
    private static final double EXCLAMATION = 0.1;
    private static final int MOST_EXCLAMATIONS = 3;
    private static final double QUESTION = 0.25;

    private final Sentence sentence;
    private final Marks marks;
    private final Symbols symbols;
    private final List<Finding> findings = new ArrayList<>();

    private double share = 1;
    private double intensity = 1;
    private int intensityEnd;
    private int negationEnd;
    private int concessionEnd;
    private int remedyEnd;
    private int clause;
    private int contrast;
    private int lastOpinion;
    private int unusedNegation = -1;

    private SentenceReading(Sentence sentence, Marks marks, Symbols symbols) {
        this.sentence = sentence;
        this.marks = marks;
        this.symbols = symbols;
    }

    /**
     * What a sentence tells.
     *
     * @param before what the sentence before it told: a "but" at the beginning makes it count less
     */
    static List<Finding> read(Sentence sentence, Marks marks, Symbols symbols, List<Finding> before) {
        SentenceReading reading = new SentenceReading(sentence, marks, symbols);
        reading.read(before);
        return reading.findings;
    }

    private void read(List<Finding> before) {
        int at = 0;
        while (at < sentence.tokens().size()) {
            Token token = sentence.tokens().get(at);
            Match match = marks.found().get(at);
            switch (token.kind()) {
                case PAUSE -> {
                    endClause();
                    concessionEnd = at;
                }
                case SYMBOL ->
                    findings.add(new Finding(
                            Reason.Source.SYMBOL,
                            new Entry(Role.OPINION, token.text(), token.text(), symbols.weight(token.text())),
                            share));
                case WORD -> read(match, at, before);
            }
            at += match.length();
        }
        endClause();
        double loudness = (1 + EXCLAMATION * Math.min(MOST_EXCLAMATIONS, sentence.exclamations()))
                * (sentence.question() ? QUESTION : 1);
        findings.forEach(finding -> finding.multiply(loudness));
    }

    private void read(Match match, int at, List<Finding> before) {
        Entry entry = match.entry();
        int end = at + match.length();
        switch (entry.role()) {
            case NONE -> {}
            case OPINION -> opinion(entry, at, end);
            case REMEDY -> remedy(entry, at, end);
            case NEGATION -> negationEnd = end + NEGATION;
            case NEGATION_OF_WHAT_WAS -> {
                negationEnd = end + NEGATION;
                unusedNegation = at;
            }
            case INTENSIFIER -> {
                intensity = Math.min(MOST_INTENSE, intensity(at) * entry.weight());
                intensityEnd = end;
            }
            case EXCESS -> excess(entry, at, end);
            case CONTRAST -> contrast(entry, at, before);
            case CONCESSION -> {
                endClause();
                concessionEnd = end + CONCESSION;
            }
            case JOIN -> {
                if (marks.common().get(end)) {
                    endClause();
                }
            }
        }
    }

    private void opinion(Entry entry, int at, int end) {
        double stress = sentence.stressed(sentence.tokens().get(at)) ? STRESSED : 1;
        Finding finding = new Finding(Reason.Source.WORD, entry, share(at) * intensity(at) * stress);
        if (at < negationEnd) {
            finding.negate(share(at));
            unusedNegation = -1;
            negationEnd = Math.min(negationEnd, end + NEGATION_ON);
        } else if (at < remedyEnd && entry.weight() < 0) {
            finding.negate(share(at));
        }
        findings.add(finding);
        lastOpinion = end;
        intensity = 1;
    }

    /** "They solved the problem", "the problem was solved": there is none any more. */
    private void remedy(Entry entry, int at, int end) {
        opinion(entry, at, end);
        if (findings.get(findings.size() - 1).negated()) {
            negationEnd = 0;
            return;
        }
        remedyEnd = end + REMEDY;
        for (Finding finding : findings.subList(Math.max(clause, findings.size() - REMEDY_BACK), findings.size())) {
            if (finding.value() < 0 && !finding.negated()) {
                finding.negate(share(at));
            }
        }
    }

    /** Each opinion is outweighed once, however many contrasts follow. */
    private void contrast(Entry entry, int at, List<Finding> before) {
        endClause();
        List<Finding> outweighed = at == 0 ? before : findings.subList(contrast, findings.size());
        outweighed.forEach(finding -> finding.multiply(BEFORE_CONTRAST));
        share = AFTER_CONTRAST;
        concessionEnd = at;
        if (entry.weight() != 0) {
            findings.add(new Finding(Reason.Source.WORD, entry, 1));
            clause = findings.size();
        }
        contrast = findings.size();
    }

    /** "Too slow" is slower than "slow", "too dark" is bad although "dark" is not, and "me too" is neither. */
    private void excess(Entry entry, int at, int end) {
        if (end >= sentence.tokens().size() || !sentence.tokens().get(end).isWord()) {
            return;
        }
        Match next = marks.found().get(end);
        if (next.entry().is(Role.OPINION)) {
            if (next.entry().weight() < 0) {
                intensity = Math.min(MOST_INTENSE, intensity(at) * EXCESS_OF_BAD);
                intensityEnd = end;
            }
        } else if (at >= negationEnd
                && (next.entry().is(Role.INTENSIFIER)
                        || (next.isNone() && !marks.common().get(end)))) {
            Entry bad = new Entry(Role.OPINION, entry.spelling(), entry.denied(), EXCESS_OF_ANYTHING);
            findings.add(new Finding(Reason.Source.WORD, bad, share(at)));
        }
    }

    /** An intensifier may stand one word away: "a really very well prepared visit". */
    private double intensity(int at) {
        return at <= intensityEnd + 1 ? intensity : 1;
    }

    private double share(int at) {
        return at < concessionEnd ? CONCEDED : share;
    }

    private void endClause() {
        if (unusedNegation >= 0 && findings.size() > clause && unusedNegation <= lastOpinion + NEGATION_BACK) {
            Finding last = findings.get(findings.size() - 1);
            if (last.source() == Reason.Source.WORD && !last.negated()) {
                last.negate(share);
            }
        }
        unusedNegation = -1;
        negationEnd = 0;
        remedyEnd = 0;
        clause = findings.size();
        intensity = 1;
    }
}
