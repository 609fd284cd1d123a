package org.earshot.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("A30")
class AnswerPatternTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                "^[A-Z]{2}[0-9]{6}$",
                "(?i)yes|no",
                ".{10,500}",
                "\\p{L}+( \\p{L}+)*",
                "[\\w.]+@\\w+(\\.\\w+)+",
                "(a+)+b"
            })
    void usualPatternsAreTaken(String pattern) {
        assertEquals(Optional.empty(), AnswerPattern.complaint(pattern));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[",
                "*",
                "a{2,1}",
                "(a)\\1",
                "(?=a)",
                "(?<!a)b",
                "a{1001}",
                "a{99999999999}",
                "(a{100}){100}",
                "((((a{9}){9}){9}){9}){9}",
                "a{1000}b{1000}",
                "(abcdefgh){800}"
            })
    void whatIsNoPatternOrTooMuchOfOneIsRefused(String pattern) {
        assertTrue(AnswerPattern.complaint(pattern).isPresent());
    }

    @Test
    void allOfATextHasToMatch() {
        assertTrue(AnswerPattern.matches("[a-z]+", "abc"));
        assertFalse(AnswerPattern.matches("[a-z]+", "abc1"));
    }

    @Test
    void noPatternRunsAway() {
        String text = "a".repeat(10_000) + "!";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String evil : new String[] {"(a+)+b", "(a|a)*b", "(.*a){20}b", "(a|aa)+$", "(a*)*b"}) {
                assertEquals(Optional.empty(), AnswerPattern.complaint(evil));
                assertFalse(AnswerPattern.matches(evil, text), evil);
            }
        });
    }
}
