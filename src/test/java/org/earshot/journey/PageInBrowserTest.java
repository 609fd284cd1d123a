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
