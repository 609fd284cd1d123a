package org.earshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.jwt.build.impl.JwtBuildUtils;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.config.Names;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The tables of keys in the manual say what the code reads: all of it, nothing else, and the same defaults. */
class ConfigurationKeysTest {

    private static final Path MANUAL = Path.of("docs", "operations.md");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String OURS = "earshot.";

    private static final Map<String, @Nullable String> OUR_KEYS = ours();
    private static final Map<String, @Nullable String> KEYS_OF_OTHERS = ofOthers();

    /** A row of a table: a key, and what is said of its default, word for word; nothing where nothing is said. */
    private record Documented(String key, String byDefault, String variable) {}

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern DEFAULT_IN_WORDS = Pattern.compile("Default:? (`[^`]+`|none)");

    /** A line of a file of properties. */
    private static final Pattern SET = Pattern.compile("(?m)^ *((?:earshot|quarkus)\\.[a-z0-9.-]+)=");

    private static final Pattern VARIABLE = Pattern.compile("\\b(?:EARSHOT|QUARKUS)_[A-Z0-9_]+");

    /** Where the walk of the README finds the service, and what {@code .ci/upgrade} takes for the last release. */
    private static final Set<String> OF_SCRIPTS = Set.of("EARSHOT_URL", "EARSHOT_PREVIOUS");

    /** What code reads by its name alone. */
    private static final Pattern BY_NAME = Pattern.compile(
            "(?:@ConfigProperty\\(\\s*name = |every = |[gG]et(?:Optional)?Value\\(\\s*)\"\\{?(earshot\\.[^\"}]+)\\}?\"(?:, defaultValue = \"([^\"]*)\")?");

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([a-z][^:}]*)");

    @Test
    void everyKeyIsInTheManual() {
        Set<String> documented = new TreeSet<>();
        documented().forEach(row -> documented.add(row.key()));
        Set<String> unknown = new TreeSet<>();
        OUR_KEYS.keySet().stream()
                .filter(key -> documented.stream()
                        .noneMatch(written -> pattern(key).matcher(written).matches()))
                .forEach(unknown::add);
        assertEquals(Set.of(), unknown, "Keys that the code reads and no table of " + MANUAL + " names");
    }

    @Test
    void everyKeyOfTheManualIsRead() {
        Set<String> dead = new TreeSet<>();
        documented().stream().map(Documented::key).filter(key -> !isRead(key)).forEach(dead::add);
        assertEquals(Set.of(), dead, "Keys that " + MANUAL + " names in a table and no code reads");
    }

    @Test
    void noPageNamesAKeyThatThereIsNot() throws IOException {
        Set<String> dead = new TreeSet<>();
        Set<String> variables = new TreeSet<>();
        OUR_KEYS.keySet().forEach(key -> variables.add(variable(key).replace("*", ".+")));
        KEYS_OF_OTHERS.keySet().forEach(key -> variables.add(variable(key).replace("*", ".+")));
        for (Path page : pages()) {
            String text = Files.readString(page);
            Stream.concat(
                            QUOTED.matcher(text.replaceAll("(?s)```.*?```", ""))
                                    .results()
                                    .map(found -> found.group(1).split("=")[0]),
                            SET.matcher(text).results().map(found -> found.group(1)))
                    .filter(word -> word.matches("(earshot|quarkus)\\.[a-z0-9.<>-]+"))
                    .filter(word -> !isRead(word) && keysBelow(word).isEmpty())
                    .forEach(word -> dead.add(page + ": " + word));
            VARIABLE.matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .filter(word -> !OF_SCRIPTS.contains(word))
                    .filter(word -> variables.stream().noneMatch(word::matches))
                    .forEach(word -> dead.add(page + ": " + word));
        }
        assertEquals(Set.of(), dead, "Keys that no code reads");
    }

    @Test
    void theDefaultsOfTheManualAreThoseOfTheCode() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Documented row : documented()) {
            Optional<String> real = byDefault(row.key(), "");
            if (!row.key().startsWith(OURS) && real.isEmpty()) {
                continue; // what the library behind Quarkus does then is told by nothing that can be read here
            }
            if (row.byDefault().startsWith("`")) {
                List<String> parts = List.of(row.byDefault().split("; "));
                same(row.key(), parts.get(0), real, wrong);
                if (parts.size() > 1) {
                    same(row.key(), parts.get(1), byDefault(row.key(), "%dev,test."), wrong);
                }
            } else if (row.key().startsWith(OURS)) {
                Matcher other = Pattern.compile("as `(.+)`").matcher(row.byDefault());
                if (other.matches()) {
                    same(row.key(), "`${" + other.group(1) + "}`", real.map(value -> value.replace(":}", "}")), wrong);
                } else if (real.isPresent()) {
                    wrong.add(
                            row.key() + " has the default " + real.get() + ", and the manual says: " + row.byDefault());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Where an operator reads of keys. */
    private static List<Path> pages() throws IOException {
        try (Stream<Path> runbooks = Files.list(Path.of("docs", "runbooks"))) {
            return Stream.concat(
                            Stream.of(MANUAL, Path.of("README.md"), Path.of("deploy", "kubernetes", "README.md")),
                            runbooks.sorted())
                    .toList();
        }
    }

    private static void same(String key, String stated, Optional<String> real, List<String> wrong) {
        Matcher value = QUOTED.matcher(stated);
        if (!value.find() || !real.equals(Optional.of(value.group(1)))) {
            wrong.add(key + " has the default " + real.orElse("(none)") + ", and the manual says: " + stated);
        }
    }

    @Test
    void environmentVariablesAreTheirKeysInCapitals() {
        for (Documented row : documented()) {
            if (!row.variable().isEmpty()) {
                assertEquals(variable(row.key().replace("<n>", "1")), row.variable());
            }
        }
    }

    @Test
    void whatIsReadByItsNameIsAKeyOfSomeMapping() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                BY_NAME.matcher(Files.readString(file)).results().forEach(read -> {
                    String key = read.group(1);
                    if (!OUR_KEYS.containsKey(key)) {
                        wrong.add(file + " reads " + key + ", which no mapping declares");
                    } else if (read.group(2) != null && !read.group(2).equals(OUR_KEYS.get(key))) {
                        wrong.add(file + " takes " + read.group(2) + " for the default of " + key);
                    }
                });
            }
        }
        Properties properties = properties();
        properties.stringPropertyNames().forEach(name -> {
            String plain = name.replaceFirst("^%[a-z,]+\\.", "");
            if (plain.startsWith(OURS) && !isRead(plain)) {
                wrong.add("application.properties sets " + name + ", which nobody reads");
            }
            EXPRESSION
                    .matcher(properties.getProperty(name))
                    .results()
                    .map(used -> used.group(1))
                    .filter(used -> used.startsWith(OURS) && !isRead(used))
                    .forEach(used -> wrong.add("application.properties uses " + used + ", which no mapping declares"));
        });
        assertEquals(List.of(), wrong);
    }

    /** Whether some code reads this key: of ours, of Quarkus, or of those who check and sign tokens. */
    private static boolean isRead(String key) {
        Set<String> known = key.startsWith(OURS) ? OUR_KEYS.keySet() : KEYS_OF_OTHERS.keySet();
        return known.stream().anyMatch(each -> pattern(each).matcher(key).matches());
    }

    private static List<String> keysBelow(String prefix) {
        Set<String> known = new TreeSet<>(OUR_KEYS.keySet());
        known.addAll(KEYS_OF_OTHERS.keySet());
        return known.stream()
                .filter(key -> key.startsWith(prefix + ".") || key.startsWith(prefix.replaceAll("<.*", "")))
                .toList();
    }

    /** The default in force: of the program's own file, or else of whoever reads the key. */
    private static Optional<String> byDefault(String key, String profile) throws IOException {
        Optional<String> set = Optional.ofNullable(properties().getProperty(profile + key));
        if (set.isPresent() || !profile.isEmpty()) {
            return set;
        }
        Map<String, @Nullable String> known = key.startsWith(OURS) ? OUR_KEYS : KEYS_OF_OTHERS;
        return known.entrySet().stream()
                .filter(each -> each.getValue() != null
                        && pattern(each.getKey()).matcher(key).matches())
                .map(each -> String.valueOf(each.getValue()))
                .findFirst();
    }

    /** Our keys, and the defaults of those that have one. */
    private static Map<String, @Nullable String> ours() {
        Map<String, @Nullable String> keys = new TreeMap<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.earshot")) {
            if (each.isAnnotatedWith(ConfigMapping.class)) {
                ConfigClass.configClass(each.reflect()).getProperties().forEach((key, value) -> {
                    if (!key.endsWith("[*]")) {
                        keys.put(key, value);
                    }
                });
            }
        }
        assertFalse(keys.isEmpty());
        return keys;
    }

    /** Keys of Quarkus' extensions that are here, by the list that each of them brings along; and those of tokens. */
    private static Map<String, @Nullable String> ofOthers() {
        Map<String, @Nullable String> keys = new TreeMap<>();
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            for (URL list : Collections.list(loader.getResources("META-INF/quarkus-config-roots.list"))) {
                for (String name : lines(list)) {
                    Class<?> root = Class.forName(name, false, loader);
                    if (root.isAnnotationPresent(ConfigMapping.class)) {
                        keys.putAll(ConfigClass.configClass(root).getProperties());
                    }
                }
            }
            for (Class<?> names : List.of(Names.class, JwtBuildUtils.class)) {
                for (Field field : names.getDeclaredFields()) {
                    if (field.getType() == String.class && field.trySetAccessible()) {
                        keys.put(String.valueOf(field.get(null)), null);
                    }
                }
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        return keys;
    }

    private static List<String> lines(URL resource) throws IOException {
        try (InputStream stream = resource.openStream();
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private static Properties properties() throws IOException {
        Properties properties = new Properties();
        try (BufferedReader file =
                Files.newBufferedReader(Path.of("src", "main", "resources", "application.properties"))) {
            properties.load(file);
        }
        return properties;
    }

    /** What a key with {@code *} for the operator's own names may be written as. */
    private static Pattern pattern(String key) {
        return Pattern.compile(Stream.of(key.split("\\*", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + "[^.]+" + b)
                .orElseThrow());
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
    }

    /** Every key of every table of the manual that has a column of keys. */
    private static List<Documented> documented() {
        List<Documented> found = new ArrayList<>();
        rows((columns, row) -> {
            String stated = columns.containsKey("default")
                    ? row.get(columns.get("default"))
                    : columns.containsKey("here")
                            ? row.get(columns.get("here"))
                            : inWords(row.get(columns.get("meaning")));
            List<String> names = QUOTED.matcher(row.get(0))
                    .results()
                    .map(each -> each.group(1))
                    .toList();
            for (int i = 0; i < names.size(); i++) {
                found.add(new Documented(
                        names.get(i),
                        ofOne(stated, i, names.size()),
                        columns.containsKey("environment variable")
                                ? QUOTED.matcher(row.get(1))
                                        .results()
                                        .findFirst()
                                        .orElseThrow()
                                        .group(1)
                                : ""));
            }
        });
        assertFalse(found.isEmpty());
        return found;
    }

    /** Defaults of several keys stand in their order, or are one for all; what comes after a semicolon is for all. */
    private static String ofOne(String stated, int place, int keys) {
        String[] parts = stated.split("; ", 2);
        String[] each = parts[0].split(" \\([^)]*\\)|, ");
        List<String> values = Stream.of(each).filter(value -> !value.isBlank()).toList();
        String own = values.size() == keys && keys > 1 ? values.get(place) : values.isEmpty() ? "" : values.get(0);
        return parts.length > 1 && stated.startsWith("`") ? own + "; " + parts[1] : own;
    }

    private static String inWords(String meaning) {
        Matcher found = DEFAULT_IN_WORDS.matcher(meaning);
        return found.find() ? found.group(1) : "";
    }

    private static void rows(BiConsumer<Map<String, Integer>, List<String>> each) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(MANUAL)) {
                if (!line.startsWith("|")) {
                    columns.clear();
                    continue;
                }
                List<String> cells = Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList();
                if (columns.isEmpty()) {
                    for (int i = 0; i < cells.size(); i++) {
                        columns.put(cells.get(i), i);
                    }
                } else if (columns.containsKey("key") && !line.startsWith("|---")) {
                    each.accept(columns, cells);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
