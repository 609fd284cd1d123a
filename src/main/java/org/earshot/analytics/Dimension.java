package org.earshot.analytics;

/** By what feedback is sliced; all of it is one slice too. */
enum Dimension {
    ALL("all", "true"),
    ACTIVITY_TYPE("activity_type", "activity_type = $2"),
    REP("rep", "rep = $2"),
    TEMPLATE("template_id", "template_id = $2");

    private final String word;
    private final String condition;

    Dimension(String word, String condition) {
        this.word = word;
        this.condition = condition;
    }

    /** How the tables of counts call it. */
    String word() {
        return word;
    }

    /** Which rows that are not counted yet are of the slice whose value is the second parameter of a statement. */
    String condition() {
        return condition;
    }
}
