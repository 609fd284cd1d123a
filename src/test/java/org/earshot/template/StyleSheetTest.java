package org.earshot.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("A30")
class StyleSheetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h1 { color: #123; font-family: 'Open Sans', \"Arial\" }",
                ".question > legend::after { content: '*' }",
                "/* quiet */ p {\n\tmargin: 0 }",
                "@media (max-width: 30em) { h1 { font-size: 1rem } }",
                "@supports (display: grid) { form { display: grid } }",
                "@keyframes fade { from { opacity: 0 } }",
                "p { width: calc(100% - 2rem); color: rgb(1, 2, 3) }"
            })
    void plainStylesAreTaken(String css) {
        assertEquals(Optional.empty(), StyleSheet.complaint(css));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</style><script>alert(1)</script>",
                "p { content: '<' }",
                "@import 'https://example.com/a.css';",
                "@IMPORT url(a)",
                "@im/**/port 'a'",
                "@font-face { font-family: x }",
                "@charset 'utf-8';",
                "p { background: url(https://example.com/a.png) }",
                "p { background: URL (a) }",
                "p { background: image-set('https://example.com/a.png' 1x) }",
                "p { background: -webkit-image-set('a' 1x) }",
                "p { width: expression(alert(1)) }",
                "p { width: exp/**/ression(alert(1)) }",
                "a { x: javascript:alert(1) }",
                "a { x: JavaScript :alert(1) }",
                "p { behavior: x }",
                "p { -moz-binding: x }",
                "p { b\\61 ckground: u\\72l(a) }",
                "p { } \u0000",
                "/* u" + "rl(a) */"
            })
    void whatLoadsOrRunsAnythingIsRefused(String css) {
        assertTrue(StyleSheet.complaint(css).isPresent(), css);
    }
}
