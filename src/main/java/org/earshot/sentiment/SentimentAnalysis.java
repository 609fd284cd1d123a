package org.earshot.sentiment;

/** Tells what somebody thinks. The same opinion always gives the same answer, on every machine (A19). */
public interface SentimentAnalysis {

    /** What the texts say; without a word that tells anything, what the ratings say. */
    Sentiment of(Opinion opinion);
}
