package org.earshot.testing;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Looks for a text in all that the database holds: every column of every table, whatever its type. */
public final class Everywhere {

    private Everywhere() {}

    /** The columns, as {@code table.column}, that hold one of these texts, in any case, as text or as bytes. */
    public static Set<String> columnsWith(Database database, String... texts) {
        Set<String> found = new TreeSet<>();
        for (String column : database.rows("""
                select c.table_name || '.' || c.column_name
                from information_schema.columns c
                join information_schema.tables t using (table_schema, table_name)
                where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
                """)) {
            String[] tableAndColumn = column.split("\\.", 2);
            for (String text : texts) {
                String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
                String sql = String.format(
                        Locale.ROOT,
                        "select count(*) from \"%s\" where \"%s\"::text ilike ? or \"%s\"::text like ?",
                        tableAndColumn[0],
                        tableAndColumn[1],
                        tableAndColumn[1]);
                if (database.number(sql, "%" + text + "%", "%" + hex + "%") > 0) {
                    found.add(column);
                }
            }
        }
        return found;
    }
}
