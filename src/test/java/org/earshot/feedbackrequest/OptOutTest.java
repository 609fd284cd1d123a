package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.earshot.delivery.OptOuts;
import org.earshot.delivery.SuppressionReason;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks for no more messages of a company gets none. */
@QuarkusTest
@Tag("W68")
class OptOutTest {

    private static final String REFUSAL = "has opted out or cannot be reached";

    private Database database;
    private int company;
    private String jane;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.plain();
        jane = Sandbox.newAddress();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private String optOutPath() {
        return OptOuts.path(company, jane);
    }

    private Response ask() {
        return Requests.post(Requests.fields("company", company, "destination", jane));
    }

    private void refused(Response answer) {
        answer.then()
                .statusCode(422)
                .body("errors.destination", equalTo(REFUSAL))
                .body("errors.size()", is(3));
    }

    private List<String> stateOf(long request) {
        return database.rows("""
                select r.state, c.released from feedback_request r
                join contact c on c.company_id = r.company_id and c.request_id = r.id
                where r.company_id = ? and r.id = ?
                """, (long) company, request);
    }

    private int messages() {
        return Sandbox.messages(jane).getList("$").size();
    }

    @Test
    void everyEmailCarriesTheLink() {
        Sandbox.asked(company, jane);
        Sandbox.advance(Duration.ofDays(3));
        Sandbox.tick();
        JsonPath mail = Sandbox.messages(jane);
        assertEquals(2, mail.getList("$").size());
        for (int i = 0; i < 2; i++) {
            String link = mail.getString("[" + i + "].optOut");
            assertTrue(link.startsWith("http://127.0.0.1:8081/u/"), link);
            assertTrue(mail.getString("[" + i + "].text").contains(link));
            assertTrue(mail.getString("[" + i + "].html").contains("href=\"" + link + "\""));
            Map<String, String> headers = mail.getMap("[" + i + "].headers");
            assertEquals("<" + link + ">", headers.get("List-Unsubscribe"));
            assertEquals("List-Unsubscribe=One-Click", headers.get("List-Unsubscribe-Post"));
        }
        assertEquals(mail.getString("[0].optOut"), mail.getString("[1].optOut"));
    }

    @Test
    void everyTextMessageCarriesAShortLink() {
        jane = "+447700900" + ThreadLocalRandom.current().nextInt(100, 1000);
        Requests.posted(Requests.fields("company", company, "type", "sms", "destination", jane));
        Sandbox.tick();
        Sandbox.advance(Duration.ofDays(3));
        Sandbox.tick();
        JsonPath texts = Sandbox.messages(jane);
        for (int i = 0; i < 2; i++) {
            String link = texts.getString("[" + i + "].optOut");
            assertTrue(texts.getString("[" + i + "].text").endsWith("Stop: " + link));
            assertTrue(link.length() <= "http://127.0.0.1:8081/u/".length() + 36, link);
        }
        given().post(Sandbox.optOutPath(jane)).then().statusCode(200);
        refused(Requests.post(Requests.fields(
                "company",
                company,
                "type",
                "sms",
                "destination",
                jane.replace("+44", "0").replace("77009", "7700 9"))));
    }

    @Test
    @Tag("W33")
    void whoFollowsTheLinkAndConfirmsIsAskedNoMore() {
        Sandbox.asked(company, jane);
        String path = Sandbox.optOutPath(jane);
        given().get(path)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("Stop messages from Hillside?"))
                .body(containsString("<form method=\"post\" action=\"" + path + "\">"))
                .body(not(containsString("jane")));
        given().post(path)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("You will get no more messages"));
        refused(ask());
        refused(Requests.post(Requests.fields("company", company, "destination", jane.toUpperCase(Locale.ROOT))));
        given().get(path).then().statusCode(200).body(containsString("You will get no more messages"));
    }

    @Test
    void oneClickOfAMailProgramIsEnough() {
        Sandbox.asked(company, jane);
        given().redirects()
                .follow(false)
                .contentType(ContentType.URLENC)
                .body("List-Unsubscribe=One-Click")
                .post(Sandbox.optOutPath(jane))
                .then()
                .statusCode(200)
                .header("Set-Cookie", nullValue());
        refused(ask());
    }

    @Test
    void itMayAlsoBePostedInParts() {
        given().multiPart("List-Unsubscribe", "One-Click")
                .post(optOutPath())
                .then()
                .statusCode(200);
        given().post(optOutPath()).then().statusCode(200);
        refused(ask());
    }

    @Test
    @Tag("W65")
    void lookingAtThePageChangesNothing() {
        Sandbox.asked(company, jane);
        String path = Sandbox.optOutPath(jane);
        given().get(path).then().statusCode(200);
        given().head(path).then().statusCode(200);
        given().header("Purpose", "prefetch").get(path).then().statusCode(200);
        given().get(path + "/undo").then().statusCode(405);
        assertEquals(0, database.number("select count(*) from suppression where company_id = ?", (long) company));
        ask().then().statusCode(418);
    }

    @Test
    @Tag("W65")
    void aLinkThatIsNoneOfOursIsAPageThatSaysSo() {
        String token = optOutPath().substring("/u/".length());
        String other = (token.charAt(token.length() - 1) == 'A' ? "B" : "A");
        Stream.of(
                        "garbage",
                        token + "x",
                        token.substring(0, token.length() - 1),
                        token.substring(0, token.length() - 1) + other,
                        "1" + token,
                        token.substring(token.indexOf('-')),
                        "zzzzzzzzzzzzz" + token.substring(token.indexOf('-')),
                        token.replace('-', '_'))
                .forEach(wrong -> {
                    given().get("/u/" + wrong)
                            .then()
                            .statusCode(404)
                            .contentType(ContentType.HTML)
                            .body(containsString("<h1>"));
                    given().post("/u/" + wrong).then().statusCode(404).contentType(ContentType.HTML);
                    given().post("/u/" + wrong + "/undo").then().statusCode(404).contentType(ContentType.HTML);
                });
        given().get("/u").then().statusCode(404).contentType(ContentType.HTML);
        given().delete("/u/" + token).then().statusCode(405).contentType(ContentType.HTML);
        ask().then().statusCode(200);
    }

    @Test
    void thePageIsGuardedLikeTheOthers() {
        given().get(optOutPath())
                .then()
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Cache-Control", "no-store")
                .header("X-Robots-Tag", "noindex");
    }

    @Test
    void anotherCompanyMayStillAsk() {
        given().post(optOutPath()).then().statusCode(200);
        Requests.posted(Requests.fields("company", Tenants.plain(), "destination", jane));
    }

    @Test
    @Tag("W28")
    void aRequestThatWaitsIsCancelledAtOnceAndItsMessageNeverLeaves() {
        long id = Requests.posted(Requests.fields(
                "company",
                company,
                "destination",
                jane,
                "sendAfter",
                Instant.now().plus(Duration.ofDays(3)).toString()));
        assertEquals(List.of("ASKED f"), stateOf(id));
        given().post(optOutPath()).then().statusCode(200);
        assertEquals(List.of("CANCELLED t"), stateOf(id));
        Sandbox.advance(Duration.ofDays(3));
        Sandbox.tick();
        Sandbox.tick();
        assertEquals(0, messages());
        Requests.get(company, id).then().body("sent", is(false));
        assertEquals(0, database.number("select count(*) from outbox where company_id = ?", (long) company));
    }

    /** The request was being stored while its recipient opted out, so that neither transaction saw the other. */
    @Test
    @Tag("W28")
    void aRequestThatOvertookTheOptOutIsCancelledWhenItsMessageIsDue() {
        given().post(optOutPath()).then().statusCode(200);
        List<String> entry = database.rows(
                "select encode(destination_hash, 'hex') from suppression where company_id = ?", (long) company);
        database.run("delete from suppression where company_id = ?", (long) company);
        long id = Requests.posted(Requests.fields("company", company, "destination", jane));
        database.run("""
                insert into suppression (company_id, destination_hash, hash_key_version, id, reason, at)
                select ?, decode(?, 'hex'), 1, nextval('suppression_id'), 'OPTED_OUT', now()
                """, (long) company, entry.get(0));
        assertEquals(List.of("ASKED f"), stateOf(id));
        Sandbox.tick();
        assertEquals(0, messages());
        assertEquals(List.of("CANCELLED t"), stateOf(id));
    }

    /** The provider had taken the message over already. */
    @Test
    @Tag("W39")
    void whatLeftBeforeTheOptOutWasSentAllTheSame() {
        long id = Requests.posted(Requests.fields("company", company, "destination", jane));
        given().post(optOutPath()).then().statusCode(200);
        database.run("""
                insert into delivery_log (company_id, id, kind, subject_id, channel, outcome, attempts, at)
                values (?, 1, 'invitation', ?, 'EMAIL', 'DELIVERED', 1, now())
                """, (long) company, id);
        Requests.get(company, id).then().body("sent", is(true));
        Sandbox.tick();
        assertEquals(0, messages());
    }

    @Test
    @Tag("W33")
    @Tag("W6")
    void onlyAValidCallIsToldThatSomebodyOptedOut() {
        given().post(optOutPath()).then().statusCode(200);
        Map<String, Object> errors = Requests.post(
                        Requests.fields("company", company, "destination", jane, "title", "x".repeat(301)))
                .then()
                .statusCode(422)
                .extract()
                .jsonPath()
                .getMap("errors");
        assertEquals(Set.of("title", "key", "value"), errors.keySet());
        Requests.post(
                        Sandbox.token(Sandbox.ALL_OF_REQUESTS, 2),
                        Requests.fields("company", company, "destination", jane))
                .then()
                .statusCode(401);
    }

    @Test
    @Tag("W33")
    void itIsSaidRatherThanThatTheyWereAsked() {
        Sandbox.asked(company, jane);
        ask().then().statusCode(418);
        given().post(optOutPath()).then().statusCode(200);
        refused(ask());
    }

    @ParameterizedTest
    @EnumSource(SuppressionReason.class)
    @Tag("W33")
    @DisabledOnIntegrationTest
    void whateverTheReasonNothingIsSent(SuppressionReason reason) {
        OptOuts.suppress(company, jane, reason);
        refused(ask());
    }

    @Test
    void whoChangesTheirMindMayBeAskedAgain() {
        long id = Requests.posted(Requests.fields("company", company, "destination", jane));
        String page = given().post(optOutPath())
                .then()
                .statusCode(200)
                .extract()
                .htmlPath()
                .getString("**.find { it.name() == 'form' }.@action");
        given().post(page).then().statusCode(200).body(containsString("Messages are allowed again"));
        given().get(optOutPath()).then().statusCode(200).body(containsString("Stop messages from"));
        assertEquals(List.of("CANCELLED t"), stateOf(id));
        ask().then().statusCode(200);
        Sandbox.tick();
        assertEquals(1, messages());
    }

    @ParameterizedTest
    @EnumSource(
            value = SuppressionReason.class,
            names = {"BOUNCED", "LISTED"})
    @DisabledOnIntegrationTest
    void aPersonTakesBackOnlyTheirOwnWord(SuppressionReason reason) {
        OptOuts.suppress(company, jane, reason);
        given().get(optOutPath()).then().statusCode(200).body(containsString("Stop messages from"));
        given().post(optOutPath() + "/undo").then().statusCode(200);
        refused(ask());
    }

    @Test
    @Tag("W65")
    void theLinkWorksForEver() {
        Sandbox.asked(company, jane);
        String path = Sandbox.optOutPath(jane);
        Sandbox.advance(Duration.ofDays(400));
        for (String table : List.of("feedback_request", "contact")) {
            database.run("delete from " + table + " where company_id = ?", (long) company); // erased
        }
        given().get(path).then().statusCode(200);
        given().post(path).then().statusCode(200);
        refused(ask());
    }

    @Test
    void nothingThatTellsTheAddressIsKept() {
        given().post(optOutPath()).then().statusCode(200);
        List<String> rows = database.rows("select s::text from suppression s where company_id = ?", (long) company);
        assertEquals(1, rows.size());
        assertFalse(rows.get(0).contains("jane"), rows.get(0));
        assertFalse(optOutPath().contains("jane"));
    }

    static Stream<String> spellings() {
        return Stream.of("", "?utm_source=mail", "?x=1&List-Unsubscribe=One-Click");
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void whatMailProgramsAppendToTheLinkDoesNoHarm(String query) {
        given().urlEncodingEnabled(false).get(optOutPath() + query).then().statusCode(200);
        given().urlEncodingEnabled(false).post(optOutPath() + query).then().statusCode(200);
        refused(ask());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "xx-yy-zz;q=what", "*", ";"})
    @Tag("W11")
    void whateverLanguageABrowserClaimsThePageIsShown(String languages) {
        String jane = Sandbox.newAddress();
        Sandbox.asked(1, jane);
        given().header("Accept-Language", languages)
                .get(Sandbox.optOutPath(jane))
                .then()
                .statusCode(200);
    }
}
