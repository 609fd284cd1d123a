package org.earshot.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration may do while the version before it is still at work. It looks at one statement after the other, as text;
 * what a text cannot show, such as a statement put together in a {@code do} block, it refuses.
 */
final class MigrationRules {

    /** A statement with this comment before it takes away what the named version has ceased to use. */
    private static final Pattern CONTRACT = Pattern.compile("(?m)^\\s*-- contract: \\d+\\.\\d+\\.\\d+\\b");

    /** The next comment, quoted text or end of a statement. */
    private static final Pattern MARK =
            Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|(\\$\\w*\\$).*?\\1|;", Pattern.DOTALL);

    private static final Pattern CREATED = Pattern.compile("create (?:unlogged )?table (?:if not exists )?(\\S+)");
    private static final Pattern INDEX =
            Pattern.compile("create (?:unique )?index (concurrently )?.*?\\bon (?:only )?([^\\s(]+)");
    private static final Pattern ALTERED = Pattern.compile("alter table (?:if exists )?(?:only )?(\\S+)");
    private static final Pattern CONSTRAINT = Pattern.compile(
            "add (?:constraint \\S+ )?(?:check|foreign key|unique|primary key|exclude)\\b(?!.* not valid\\b| using index\\b)");
    private static final Pattern COLUMN = Pattern.compile(
            "add (?:column )?(?:if not exists )?(?!constraint\\b|check\\b|foreign\\b|unique\\b|primary\\b|exclude\\b|value\\b)\\w+ .*");
    private static final Pattern DEMANDING = Pattern.compile("\\b(?:check|references|unique|primary key|generated)\\b");
    private static final Pattern COMPUTED = Pattern.compile("\\bdefault [^,]*\\w\\(");
    private static final Pattern DROP = Pattern.compile("\\bdrop (?!constraint\\b|not null\\b|default\\b)");
    private static final Pattern RENAME = Pattern.compile("\\brename\\b");
    private static final Pattern NOT_NULL = Pattern.compile("\\bset not null\\b");
    private static final Pattern TYPE = Pattern.compile("\\balter (?:column )?\\w+ (?:set data )?type\\b");
    private static final Pattern DO = Pattern.compile("^do\\b");

    private static final String DROPPED = "the version before still uses what is dropped";
    private static final String RENAMED = "the version before only knows the old name: add, copy, and drop later";
    private static final String DEMANDED =
            "the version before may write null: first a check … not valid, then validate it,"
                    + " and this when no version writes null any more";
    private static final String RETYPED =
            "the table is rewritten while nobody may use it: add a column of the new type, copy, and drop later";
    private static final String BLOCKED =
            "nobody can write to the table meanwhile: create index concurrently, in a migration of its own";
    private static final String MIXED =
            "a concurrent index cannot be created in a transaction with anything else: it needs"
                    + " a migration of its own";
    private static final String CHECKED =
            "all rows are looked at while nobody may write: add it not valid, and validate it in a later migration";
    private static final String NEEDED =
            "the version before does not fill the column: give it a default, or allow null";
    private static final String REWRITTEN =
            "the table is rewritten while nobody may use it: only a constant may be the" + " default of a new column";
    private static final String HIDDEN = "nobody can tell what a do block does: write it as statements";

    private record Statement(String text, boolean isContract) {}

    private MigrationRules() {}

    /** What is wrong with a migration, each with the statement and the reason; nothing if it may run. */
    static List<String> broken(String migration) {
        List<String> broken = new ArrayList<>();
        List<Statement> statements = statements(migration);
        Set<String> created = new HashSet<>();
        for (Statement statement : statements) {
            String text = statement.text();
            Matcher table = CREATED.matcher(text);
            if (table.find()) {
                created.add(table.group(1));
            }
            reasons(statement, created, statements.size())
                    .forEach(reason -> broken.add(text.substring(0, Math.min(80, text.length())) + ": " + reason));
        }
        return broken;
    }

    private static List<String> reasons(Statement statement, Set<String> created, int statements) {
        String text = statement.text();
        List<String> reasons = new ArrayList<>();
        if (DO.matcher(text).find()) {
            reasons.add(HIDDEN);
        }
        if (!statement.isContract()) {
            because(DROP, text, DROPPED, reasons);
            because(RENAME, text, RENAMED, reasons);
        }
        Matcher index = INDEX.matcher(text);
        if (index.lookingAt() && index.group(1) == null && !created.contains(index.group(2))) {
            reasons.add(BLOCKED);
        } else if (index.lookingAt() && index.group(1) != null && statements > 1) {
            reasons.add(MIXED);
        }
        Matcher altered = ALTERED.matcher(text);
        if (altered.lookingAt() && !created.contains(altered.group(1))) {
            if (!statement.isContract()) {
                because(NOT_NULL, text, DEMANDED, reasons);
                because(TYPE, text, RETYPED, reasons);
            }
            for (String action : actions(text.substring(altered.end()))) {
                addition(action.strip(), reasons);
            }
        }
        return reasons;
    }

    private static void addition(String action, List<String> reasons) {
        if (CONSTRAINT.matcher(action).lookingAt()) {
            reasons.add(CHECKED);
        }
        if (COLUMN.matcher(action).matches()) {
            because(DEMANDING, action, CHECKED, reasons);
            because(COMPUTED, action, REWRITTEN, reasons);
            if (action.contains(" not null") && !action.contains(" default ")) {
                reasons.add(NEEDED);
            }
        }
    }

    private static void because(Pattern pattern, String text, String reason, List<String> reasons) {
        if (pattern.matcher(text).find()) {
            reasons.add(reason);
        }
    }

    /** The actions of an {@code alter table}: cut at the commas that no bracket encloses. */
    private static List<String> actions(String text) {
        List<String> actions = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '(') {
                depth++;
            } else if (character == ')') {
                depth--;
            } else if (character == ',' && depth == 0) {
                actions.add(text.substring(start, at));
                start = at + 1;
            }
        }
        actions.add(text.substring(start));
        return actions;
    }

    /** The statements in lower case, without comments and the contents of quotes, with single blanks. */
    private static List<Statement> statements(String migration) {
        List<Statement> statements = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher mark = MARK.matcher(migration + ";");
        int start = 0;
        while (mark.find()) {
            if (mark.group().equals(";")) {
                mark.appendReplacement(text, "");
                String plain = text.toString()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\s+", " ")
                        .strip();
                if (!plain.isEmpty()) {
                    String whole = migration.substring(start, Math.min(mark.start(), migration.length()));
                    statements.add(new Statement(plain, CONTRACT.matcher(whole).find()));
                }
                text.setLength(0);
                start = mark.end();
            } else {
                mark.appendReplacement(
                        text, mark.group().startsWith("-") || mark.group().startsWith("/") ? " " : "''");
            }
        }
        return statements;
    }
}
