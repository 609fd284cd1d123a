package org.earshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Which tests prove which row of docs/contract.md; a row without a test fails the build. */
class ContractRowsTest {

    /** Rows that are written down and not built yet. Whoever builds one takes it from here. */
    private static final Set<String> NOT_YET_BUILT = Set.of();

    private static final Pattern ROW = Pattern.compile("\\*\\*([WA]\\d+[a-z]?)\\*\\*");
    private static final Pattern NAME = Pattern.compile("\\b[WA]\\d+[a-z]?\\b");

    /** Rows that no test of the packaged service proves, with the reason. */
    private static final Map<String, String> WITHIN_ALONE = Map.of();

    /** Contract row → the tests that name it, rows in the order of the contract. */
    private final Map<String, Set<String>> tests = new LinkedHashMap<>();

    /** The rows that tests name which run against the packaged service, as a jar or natively. */
    private final Set<String> packaged = new TreeSet<>();

    /** Test → a row that it names and that does not exist. */
    private final Set<String> strays = new TreeSet<>();

    ContractRowsTest() throws IOException {
        ROW.matcher(Files.readString(Path.of("docs", "contract.md")))
                .results()
                .forEach(row -> tests.put(row.group(1), new TreeSet<>()));
        for (Class<?> type : ReflectionSupport.findAllClassesInClasspathRoot(
                Path.of("target", "test-classes").toUri(),
                type -> !Modifier.isAbstract(type.getModifiers()),
                name -> name.startsWith("org.earshot."))) {
            // with those that are inherited: what an abstract class tests, its heirs run
            for (Method method : ReflectionSupport.findMethods(
                    type,
                    method -> AnnotationSupport.isAnnotated(method, Testable.class),
                    HierarchyTraversalMode.TOP_DOWN)) {
                note(type, method);
            }
        }
    }

    private void note(Class<?> type, Method method) {
        boolean ofThePackaged = type.isAnnotationPresent(QuarkusIntegrationTest.class);
        if (ofThePackaged && method.isAnnotationPresent(DisabledOnIntegrationTest.class)) {
            return;
        }
        String name = type.getSimpleName() + "." + method.getName();
        Stream.<AnnotatedElement>iterate(type, Objects::nonNull, each -> ((Class<?>) each).getEnclosingClass())
                .flatMap(ContractRowsTest::named)
                .forEach(row -> note(row, name, ofThePackaged));
        named(method).forEach(row -> note(row, name, ofThePackaged));
    }

    private void note(String row, String test, boolean ofThePackaged) {
        if (tests.containsKey(row)) {
            tests.get(row).add(test);
            if (ofThePackaged) {
                packaged.add(row);
            }
        } else {
            strays.add(row + " in " + test);
        }
    }

    private static Stream<String> named(AnnotatedElement element) {
        Stream<String> tags = AnnotationSupport.findRepeatableAnnotations(element, Tag.class).stream()
                .map(Tag::value)
                .filter(NAME.asMatchPredicate());
        Stream<String> names = Stream.concat(
                AnnotationSupport.findAnnotation(element, DisplayName.class).map(DisplayName::value).stream(),
                AnnotationSupport.findAnnotation(element, ParameterizedTest.class)
                        .map(ParameterizedTest::name)
                        .stream());
        return Stream.concat(
                tags, names.flatMap(text -> NAME.matcher(text).results().map(MatchResult::group)));
    }

    @Test
    void everyRowHasATest() throws IOException {
        List<String> lines = tests.entrySet().stream()
                .map(row -> "%-5s".formatted(row.getKey())
                        + (NOT_YET_BUILT.contains(row.getKey())
                                ? "(not built yet)"
                                : row.getValue().isEmpty() ? "NO TEST" : String.join(", ", row.getValue())))
                .toList();
        lines.forEach(System.out::println);
        Files.write(Path.of("target", "contract-rows.txt"), lines);
        Set<String> unproven = tests.keySet().stream()
                .filter(row -> tests.get(row).isEmpty() && !NOT_YET_BUILT.contains(row))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        assertEquals(Set.of(), unproven, "rows of docs/contract.md that no test names");
    }

    @Test
    void everyRowIsProvenAgainstThePackagedService() {
        Set<String> unproven = tests.keySet().stream()
                .filter(row -> !packaged.contains(row) && !NOT_YET_BUILT.contains(row))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(WITHIN_ALONE.keySet()), unproven, "rows that only tests within one process prove");
    }

    @Test
    void everyTagNamesARow() {
        assertEquals(Set.of(), strays, "tests that name a row which docs/contract.md does not have");
    }

    @Test
    void whatIsNotYetBuiltHasNoTest() {
        Set<String> built = NOT_YET_BUILT.stream()
                .filter(row -> !tests.containsKey(row) || !tests.get(row).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), built, "rows that are built by now, or gone: take them out of NOT_YET_BUILT");
    }
}
