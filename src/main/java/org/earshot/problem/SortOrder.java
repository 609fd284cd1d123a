package org.earshot.problem;

/** By which field a list is sorted, and in which direction (A23). */
public record SortOrder(String field, boolean ascending) {}
