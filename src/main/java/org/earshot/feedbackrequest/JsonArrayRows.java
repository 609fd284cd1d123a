package org.earshot.feedbackrequest;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The elements of one JSON array. Only brackets, quotes and commas are looked at here, so that an element that is broken
 * within its brackets takes no other one with it.
 */
final class JsonArrayRows extends BulkRows {

    private enum Place {
        BEFORE_ARRAY,
        BEFORE_FIRST,
        BEFORE_ELEMENT,
        IN_ELEMENT,
        AFTER_ELEMENT,
        AFTER_ARRAY
    }

    private final ObjectMapper json;
    private Place place = Place.BEFORE_ARRAY;
    private int depth;
    private boolean inText;
    private boolean escaped;

    JsonArrayRows(ObjectMapper json, long longestBody) {
        super(longestBody);
        this.json = json;
    }

    @Override
    void take(byte next) {
        if (place == Place.IN_ELEMENT) {
            inElement(next);
        } else if (next != ' ' && next != '\t' && next != '\r' && next != '\n') {
            between(next);
        }
    }

    private void between(byte next) {
        boolean closing = next == ']' && (place == Place.BEFORE_FIRST || place == Place.AFTER_ELEMENT);
        if (closing) {
            place = Place.AFTER_ARRAY;
        } else if (place == Place.BEFORE_ARRAY && next == '[') {
            place = Place.BEFORE_FIRST;
        } else if (place == Place.AFTER_ELEMENT && next == ',') {
            place = Place.BEFORE_ELEMENT;
        } else if ((place == Place.BEFORE_FIRST || place == Place.BEFORE_ELEMENT)
                && next != ','
                && next != ']'
                && next != '}') {
            place = Place.IN_ELEMENT;
            inElement(next);
        } else {
            breakOff("is no JSON array from byte " + position() + " on; nothing from there on was taken");
        }
    }

    private void inElement(byte next) {
        if (inText) {
            keep(next);
            inText = escaped || next != '"';
            escaped = !escaped && next == '\\';
        } else if (depth == 0 && (next == ',' || next == ']' || next == '}')) {
            cutElement();
            between(next);
        } else {
            keep(next);
            inText = next == '"';
            depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
            if (depth == 0 && (next == '}' || next == ']')) {
                cutElement();
            }
        }
    }

    private void cutElement() {
        place = Place.AFTER_ELEMENT;
        cut(element -> RequestFields.ofObject(json, element));
    }

    @Override
    void finish() {
        if (place != Place.AFTER_ARRAY && position() > 0) {
            breakOff("is a JSON array that does not end; what came after the last whole row was not taken");
        }
    }
}
