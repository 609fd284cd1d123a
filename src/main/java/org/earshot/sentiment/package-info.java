/**
 * What people think, out of what they wrote and the ratings that they gave: a lexicon and a few rules, in plain Java (A19).
 *
 * <p>It reads English, German and French. It does not understand sarcasm, comparisons between products, words that mean
 * something else in one trade, or other languages; docs/decisions/021-sentiment.md says how it works and how often it errs.
 */
@NullMarked
package org.earshot.sentiment;

import org.jspecify.annotations.NullMarked;
