package org.earshot.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page behind the link as people meet it: in a real browser, with and without JavaScript, small and large. */
@QuarkusTest
@Tag("full")
@Tag("W66")
class PageInBrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Playwright playwright;
    private static Browser chromium;

    @TestHTTPResource
    URI service;

    @BeforeAll
    static void startTheBrowser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stopTheBrowser() {
        chromium.close();
        playwright.close();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    @ParameterizedTest
    @CsvSource({"390, LIGHT", "390, DARK", "1280, LIGHT", "1280, DARK"})
    void thePageIsAccessibleAndFitsTheScreen(int width, ColorScheme scheme) {
        String jane = Sandbox.newAddress();
        long id = Sandbox.asked(1, jane);
        try (BrowserContext context = chromium.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 844).setColorScheme(scheme))) {
            Page page = context.newPage();
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            String name = scheme + "-" + width;

            page.waitForResponse(
                    response -> response.url().endsWith("/opened"), () -> open(page, Sandbox.linkPath(jane)));
            check(page, "form-" + name);
            Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1).get("/request/" + id).then().body("opened", is(true));

            page.locator("form").evaluate("form => form.noValidate = true");
            page.getByRole(AriaRole.BUTTON).click();
            assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
            check(page, "errors-" + name);
            complaints.removeIf(complaint -> complaint.contains("422")); // the browser's own note on the refusal

            choose(page, 1, 5);
            choose(page, 2, 4);
            choose(page, 3, 4);
            Sandbox.advance(Duration.ofMinutes(1));
            page.getByRole(AriaRole.BUTTON).click();
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("Thank you");
            check(page, "thanks-" + name);
            assertEquals(List.of(), complaints);
        }
    }

    @Test
    void thePageWorksWithoutJavaScriptAndByKeyboardAlone() {
        String jane = Sandbox.newAddress();
        long id = Sandbox.asked(2, jane);
        try (BrowserContext context =
                chromium.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            open(page, Sandbox.linkPath(jane));
            page.locator("#rating_1_1").focus();
            page.keyboard().press("ArrowRight");
            page.keyboard().press("ArrowRight");
            page.keyboard().press("Tab");
            page.keyboard().press("Space");
            page.keyboard().press("Tab");
            page.keyboard().press("Space");
            page.keyboard().press("Tab");
            page.keyboard().type("From the keyboard");
            page.keyboard().press("Enter");
            // typed within moments of the page: it might be a machine
            page.getByRole(AriaRole.BUTTON).click();
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("Thank you");
        }
        long review = Sandbox.as(Sandbox.ALL_OF_REQUESTS, 2)
                .get("/request/" + id)
                .jsonPath()
                .getLong("rv_id");
        Sandbox.as(Sandbox.ALL_OF_REVIEWS, 2)
                .get("/review/" + review)
                .then()
                .body("status", equalTo("VERIFIED"))
                .body("title", equalTo("From the keyboard"))
                .body("rating.score", is(2)); // 3, 1 and 1
    }

    /** The page that a test looks at, with a clock that stands still, and whether it told that somebody sees it. */
    private final class Watched implements AutoCloseable {

        private final BrowserContext context = chromium.newContext();
        private final Page page = context.newPage();
        private final List<String> told = new ArrayList<>();
        private final long request;
        private final String link;

        /** @param before what a script in the page does first */
        private Watched(String before) {
            String jane = Sandbox.newAddress();
            request = Sandbox.asked(1, jane);
            link = Sandbox.linkPath(jane);
            page.onRequest(call -> {
                if (call.url().endsWith("/opened")) {
                    told.add(call.method());
                }
            });
            page.clock().install(new Clock.InstallOptions().setTime("2026-01-31T09:00:00Z"));
            page.clock().pauseAt("2026-01-31T09:30:00Z");
            page.addInitScript(before);
        }

        private void pass(long milliseconds) {
            page.clock().fastForward(milliseconds);
        }

        private void set(String member, String value) {
            page.evaluate(
                    "([member, value]) => Object.defineProperty(document, member,"
                            + " {configurable: true, get: () => JSON.parse(value)})",
                    List.of(member, value));
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'));"
                    + " document.dispatchEvent(new Event('prerenderingchange'))");
        }

        private void unseen() {
            // what the page has to tell would go out before this
            page.evaluate("fetch('/assets/icon.svg').then(answer => answer.text())");
            assertEquals(List.of(), told);
            opened(false);
        }

        private void opened(boolean expected) {
            Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                    .get("/request/" + request)
                    .then()
                    .body("opened", is(expected));
        }

        /** What is done makes the page tell, once. */
        private void seenBy(Runnable done) {
            page.waitForResponse(response -> response.url().endsWith("/opened"), done);
            opened(true);
            pass(60_000);
            page.mouse().down();
            page.keyboard().press("Tab");
            assertEquals(List.of("POST"), told);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private static String hidden() {
        return "Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => 'hidden'})";
    }

    private static String prerendering() {
        return "Object.defineProperty(document, 'prerendering', {configurable: true, get: () => true})";
    }

    @Test
    @Tag("W38")
    void whoKeepsThePageInViewHasOpenedIt() {
        try (Watched watched = new Watched("")) {
            open(watched.page, watched.link);
            watched.pass(1_900);
            watched.unseen();
            watched.seenBy(() -> watched.pass(200));
        }
    }

    @Test
    @Tag("W38")
    void whoTouchesThePageHasOpenedItAtOnce() {
        List<Consumer<Page>> touches = List.of(
                page -> page.mouse().down(),
                page -> page.mouse().wheel(0, 100),
                page -> page.keyboard().press("Tab"));
        for (Consumer<Page> touch : touches) {
            try (Watched watched = new Watched("")) {
                open(watched.page, watched.link);
                watched.unseen();
                watched.seenBy(() -> touch.accept(watched.page));
            }
        }
    }

    @Test
    @Tag("W38")
    void aProgramThatRendersThePageInPassingHasNot() {
        try (Watched watched = new Watched("")) {
            open(watched.page, watched.link);
            watched.page.evaluate("['pointerdown', 'touchstart', 'wheel', 'keydown', 'scroll', 'mousemove']"
                    + ".forEach(type => document.body.dispatchEvent(new Event(type, {bubbles: true})))");
            watched.page.evaluate("window.scrollTo(0, document.body.scrollHeight)");
            watched.unseen();
            watched.page.navigate("about:blank");
            assertEquals(List.of(), watched.told);
            watched.opened(false);
        }
    }

    @Test
    @Tag("W38")
    void aPageInABackgroundTabIsOpenedWhenItComesIntoView() {
        try (Watched watched = new Watched(hidden())) {
            open(watched.page, watched.link);
            watched.pass(60_000);
            watched.unseen();
            watched.set("visibilityState", "\"visible\"");
            watched.pass(1_900);
            watched.set("visibilityState", "\"hidden\"");
            watched.pass(60_000);
            watched.set("visibilityState", "\"visible\"");
            watched.pass(1_900);
            watched.unseen();
            watched.seenBy(() -> watched.pass(200));
        }
    }

    @Test
    @Tag("W38")
    void aPageThatIsPrerenderedIsOpenedWhenItIsShown() {
        try (Watched watched = new Watched(prerendering())) {
            open(watched.page, watched.link);
            watched.pass(60_000);
            watched.unseen();
            watched.set("prerendering", "false");
            watched.unseen();
            watched.seenBy(() -> watched.pass(2_000));
        }
    }

    @Test
    void theMailboxShowsTheMessageToAPerson() {
        String jane = Sandbox.newAddress();
        Sandbox.asked(1, jane);
        try (BrowserContext context = chromium.newContext(new Browser.NewContextOptions().setViewportSize(1280, 844))) {
            Page page = context.newPage();
            open(page, "/sandbox/mailbox");
            assertThat(page.getByText(jane).first()).isVisible();
            check(page, "mailbox-1280");
        }
    }

    private void open(Page page, String path) {
        Response answer = page.navigate(service.resolve(path).toString());
        assertEquals(200, answer.status());
    }

    private static void choose(Page page, int question, int rating) {
        page.locator("#rating_" + question + "_" + rating).check();
    }

    private static void check(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
        assertFalse(
                (boolean) page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"),
                name + " scrolls sideways");
        var violations = new AxeBuilder(page).analyze().getViolations();
        assertTrue(violations.isEmpty(), () -> name + ": " + violations);
    }
}
