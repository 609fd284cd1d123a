package org.earshot.analytics;

/** How many activities were asked about, and how many of those have feedback (A28). */
record Responses(long asked, long answered) {

    static final Responses NONE = new Responses(0, 0);

    Responses plus(Responses other) {
        return new Responses(asked + other.asked, answered + other.answered);
    }
}
