package org.earshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.jspecify.annotations.Nullable;

/** Reads a statement for what a database that is distributed by company would make of it. */
final class SentStatement extends TablesNamesFinder<Void> {

    private static final String COMPANY = "company_id";

    /** Their value may differ from call to call within a statement; Citus takes none of them in updates and deletes. */
    private static final Pattern VOLATILE =
            Pattern.compile("\\b(clock_timestamp|nextval|random|gen_random_uuid)\\s*\\(", Pattern.CASE_INSENSITIVE);

    private static final Pattern SEVERAL = Pattern.compile("^any\\s*\\(", Pattern.CASE_INSENSITIVE);

    private final Set<String> tenantTables;
    private final Set<String> faults = new TreeSet<>();
    private int tablesSeen;

    private SentStatement(Set<String> tenantTables) {
        this.tenantTables = tenantTables;
    }

    /**
     * What is wrong with a statement; nothing, if each tenant table in it is told which company it is about.
     *
     * @param sql as PostgreSQL got it
     * @param tenantTables the tables, and views on them, that have a company
     */
    static Set<String> faults(String sql, Set<String> tenantTables) {
        SentStatement statement = new SentStatement(tenantTables);
        try {
            statement.getTables(CCJSqlParserUtil.parse(readable(sql)));
        } catch (JSQLParserException | UnsupportedOperationException e) {
            statement.faults.add("cannot be read: " + e.getMessage());
        }
        long named = Pattern.compile(
                        "\\b(?:from|join|update|into)\\s+(?:only\\s+)?(?:" + String.join("|", tenantTables) + ")\\b",
                        Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .results()
                .count();
        if (statement.faults.isEmpty() && statement.tablesSeen < named) {
            statement.faults.add("not all of it was looked at");
        }
        return statement.faults;
    }

    /** What PostgreSQL understands and the parser does not, in words that say the same of tables and companies. */
    private static String readable(String sql) {
        return sql.replaceAll("\\bselect\\s+from\\b", "select 1 from")
                .replace("collate \"C\"", "")
                .replaceAll("\\bextract\\(\\$\\d+ from\\b", "extract(epoch from")
                // several values, of which PostgreSQL keeps the first
                .replace("/*, ... */", ", 0")
                .replaceAll("\\bdecode\\((?:[^()]|\\([^()]*\\))*\\)", "decoded");
    }

    /** Looks at what changes rows in there, too. */
    @Override
    public <S> Void visit(WithItem<?> item, S context) {
        return item.getParenthesedStatement().accept(this, context);
    }

    @Override
    public <S> Void visit(PlainSelect select, S context) {
        check(select.getFromItem(), select.getJoins(), select.getWhere(), select.getForMode() != null);
        return super.visit(select, context);
    }

    @Override
    public <S> Void visit(Update update, S context) {
        List<Join> others = new ArrayList<>();
        if (update.getFromItem() != null) {
            others.add(new Join().setFromItem(update.getFromItem()));
        }
        if (update.getJoins() != null) {
            others.addAll(update.getJoins());
        }
        check(update.getTable(), others, update.getWhere(), false);
        checkVolatile(update.getTable(), update.getWhere() + " " + update.getUpdateSets());
        return super.visit(update, context);
    }

    @Override
    public <S> Void visit(Delete delete, S context) {
        List<Join> others = new ArrayList<>();
        if (delete.getUsingList() != null) {
            delete.getUsingList().forEach(table -> others.add(new Join().setFromItem(table)));
        }
        check(delete.getTable(), others, delete.getWhere(), false);
        checkVolatile(delete.getTable(), String.valueOf(delete.getWhere()));
        if (delete.getWithItemsList() != null) { // which are passed over otherwise
            delete.getWithItemsList().forEach(item -> visit(item, context));
        }
        return super.visit(delete, context);
    }

    @Override
    public <S> Void visit(Insert insert, S context) {
        if (isTenants(insert.getTable())) {
            tablesSeen++;
            if (insert.getColumns() == null
                    || insert.getColumns().stream()
                            .noneMatch(column -> column.getColumnName().equals(COMPANY))) {
                faults.add(insert.getTable().getName() + " is inserted into without a company");
            }
            if (insert.getSelect() instanceof Values values && hasQuery(values.getExpressions())) {
                faults.add(insert.getTable().getName() + " is given a query as a value");
            }
        }
        return super.visit(insert, context);
    }

    private static boolean hasQuery(Collection<? extends Expression> values) {
        return values.stream()
                .anyMatch(value ->
                        value instanceof ParenthesedSelect || value instanceof ExpressionList<?> row && hasQuery(row));
    }

    private void checkVolatile(Table table, String expressions) {
        if (isTenants(table) && VOLATILE.matcher(expressions).find()) {
            faults.add(table.getName() + " is changed by a volatile function");
        }
    }

    private boolean isTenants(@Nullable FromItem item) {
        return item instanceof Table table && tenantTables.contains(table.getName());
    }

    /**
     * Each tenant table must be told its company: by a value, by several unless rows are locked, or by the company of
     * another table that is told. What else is a source here is looked at by itself.
     */
    private void check(
            @Nullable FromItem first, @Nullable List<Join> joins, @Nullable Expression where, boolean locks) {
        List<FromItem> sources = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>();
        boolean joinedByCompany = false;
        sources.add(first);
        flatten(where, conditions);
        for (Join join : joins == null ? List.<Join>of() : joins) {
            sources.add(join.getFromItem());
            join.getOnExpressions().forEach(on -> flatten(on, conditions));
            joinedByCompany |= join.getUsingColumns().stream()
                    .anyMatch(column -> column.getColumnName().equals(COMPANY));
        }
        Map<String, String> open = new TreeMap<>();
        for (FromItem source : sources) {
            if (source instanceof Table table && isTenants(table)) {
                tablesSeen++;
                open.put(
                        table.getAlias() == null
                                ? table.getName()
                                : table.getAlias().getName(),
                        table.getName());
            }
        }
        boolean othersTell = joinedByCompany && open.size() < sources.size();
        Set<String> values = new TreeSet<>();
        conditions.forEach(condition -> {
            if (condition instanceof EqualsTo equal
                    && equal.getLeftExpression() instanceof Column column
                    && !(equal.getRightExpression() instanceof Column)) {
                values.add(column.toString());
            }
        });
        while (open.keySet()
                .removeIf(alias -> othersTell
                        || conditions.stream()
                                .anyMatch(condition -> tells(condition, alias, open.keySet(), values, locks)))) {
            // whoever is told may tell others
        }
        open.values()
                .forEach(table ->
                        faults.add(table + (locks ? " is locked without one company" : " is told no company")));
    }

    private static void flatten(@Nullable Expression condition, List<Expression> conditions) {
        if (condition instanceof AndExpression both) {
            flatten(both.getLeftExpression(), conditions);
            flatten(both.getRightExpression(), conditions);
        } else if (condition instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            flatten(list.get(0), conditions);
        } else if (condition != null) {
            conditions.add(condition);
        }
    }

    private static boolean tells(
            Expression condition, String alias, Set<String> open, Set<String> values, boolean one) {
        if (condition instanceof EqualsTo equal) {
            Expression left = equal.getLeftExpression();
            Expression right = equal.getRightExpression();
            return !(one && SEVERAL.matcher(right.toString()).find())
                    && (isCompany(left, alias) && isKnown(right, open, values)
                            || isCompany(right, alias) && isKnown(left, open, values));
        }
        return condition instanceof InExpression in
                && !in.isNot()
                && isCompany(in.getLeftExpression(), alias)
                && !(one && in.getRightExpression() instanceof ExpressionList<?> list && list.size() > 1);
    }

    /** Whether a column is one with a value, or the company's of a table that was told it; what is no column is known. */
    private static boolean isKnown(Expression expression, Set<String> open, Set<String> values) {
        return !(expression instanceof Column column)
                || values.contains(column.toString())
                || column.getColumnName().equals(COMPANY)
                        && column.getTable() != null
                        && !open.contains(column.getTable().getName());
    }

    /** Whether this is the company's column, or a row with it. */
    private static boolean isCompany(Expression expression, String alias) {
        if (expression instanceof ExpressionList<?> row) {
            return row.stream().anyMatch(each -> isCompany(each, alias));
        }
        return expression instanceof Column column
                && column.getColumnName().equals(COMPANY)
                && (column.getTable() == null
                        || column.getTable().getName() == null
                        || column.getTable().getName().equals(alias));
    }
}
