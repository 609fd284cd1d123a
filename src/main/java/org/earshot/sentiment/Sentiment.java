package org.earshot.sentiment;

import java.util.List;

/**
 * What an opinion comes to, and why.
 *
 * @param confidence 0 to 1, with two decimals; 0 if nothing was understood
 * @param keywords the words that decided, as the lexicon spells them; distinct, the strongest first, at most {@value #MOST}
 * @param reasons the words, symbols and ratings that decided, the strongest first, and ratings last; of words and symbols at
 *     most {@value #MOST}
 */
public record Sentiment(Polarity polarity, double confidence, List<String> keywords, List<Reason> reasons) {

    static final int MOST = 10;

    public Sentiment {
        keywords = List.copyOf(keywords);
        reasons = List.copyOf(reasons);
    }
}
