package org.earshot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of docs/runbooks, and the SQL that it shows; and that of the manual. */
public record Runbook(String name, List<String> blocks) {

    private static final Path PAGES = Path.of("docs", "runbooks");
    private static final Path MANUAL = Path.of("docs", "operations.md");

    /** Blocks in lists are indented. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```sql\\n(.*?)^ *```$");

    /** A name after a colon, but no cast, no time, and nothing in quotes. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<![:\\w]):([a-z_]+)\\b");

    /** All pages. */
    public static List<Runbook> all() {
        try (Stream<Path> pages = Files.list(PAGES)) {
            return pages.filter(page -> page.toString().endsWith(".md"))
                    .map(Runbook::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One page. */
    public static Runbook named(String name) {
        return of(PAGES.resolve(name));
    }

    /** The statements of that block of SQL in operations.md, where every password is "secret". */
    public static List<String> manual(String block) {
        try {
            Matcher found = Pattern.compile("(?s)<!-- sql: " + Pattern.quote(block) + " -->\n```sql\n(.*?)```")
                    .matcher(Files.readString(MANUAL));
            if (!found.find()) {
                throw new AssertionError("operations.md has no block of SQL about " + block);
            }
            return Stream.of(found.group(1).replace("…", "secret").split(";"))
                    .filter(statement -> !statement.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Runbook of(Path page) {
        try {
            return new Runbook(
                    page.getFileName().toString(),
                    BLOCK.matcher(Files.readString(page))
                            .results()
                            .map(block -> block.group(1).stripTrailing().stripIndent())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A block with values, as SQL, in the place of its placeholders; fails if one has none. */
    public static String filledIn(String block, Map<String, String> values) {
        return PLACEHOLDER.matcher(block).replaceAll((MatchResult placeholder) -> {
            String value = values.get(placeholder.group(1));
            if (value == null) {
                throw new AssertionError("There is no sample of :" + placeholder.group(1));
            }
            return value;
        });
    }

    /** The only block that does this. */
    public String block(String beginning) {
        List<String> found =
                blocks.stream().filter(block -> block.startsWith(beginning)).toList();
        if (found.size() != 1) {
            throw new AssertionError(name + " shows " + found.size() + " times: " + beginning);
        }
        return found.get(0);
    }
}
