package org.earshot.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages that leave the service for real: over SMTP, and over HTTP. */
@QuarkusTest
@TestProfile(RealSendersTest.Real.class)
@QuarkusTestResource(value = ProviderServers.class, restrictToAnnotatedClass = true)
class RealSendersTest {

    /** A service of its own, since the others' senders are mocks. */
    public static class Real implements QuarkusTestProfile {}

    private static final Pattern LINK = Pattern.compile("http://[^/]+(/r/[A-Za-z0-9_-]+)");

    GreenMail mail;
    Queue<String> texts;

    @BeforeEach
    void pastTheThresholdOfEarlierRuns() {
        Sandbox.advance(Duration.ofDays(29));
    }

    @AfterEach
    void back() {
        Sandbox.resetClock();
    }

    @Test
    @Tag("W82")
    void anEmailIsAReadableInvitation() throws Exception {
        String address = Sandbox.newAddress();
        long id = Sandbox.asked(1, address);
        MimeMessage received = mailTo(address);
        assertEquals("How was your experience with Riverside Dental?", received.getSubject());
        assertTrue(received.getFrom()[0].toString().endsWith("<feedback@earshot.example>"));
        assertTrue(received.getHeader("Message-ID")[0].matches("<request-1-" + id + "@[^>]+>"));
        assertTrue(received.getHeader("List-Unsubscribe")[0].matches("<http://[^/]+/u/1-[A-Za-z0-9_-]{32}>"));
        assertEquals("List-Unsubscribe=One-Click", received.getHeader("List-Unsubscribe-Post")[0]);
        assertEquals("auto-generated", received.getHeader("Auto-Submitted")[0]);
        MimeMultipart parts = (MimeMultipart) received.getContent();
        String text = parts.getBodyPart(0).getContent().toString();
        String html = parts.getBodyPart(1).getContent().toString();
        Matcher link = LINK.matcher(text);
        assertTrue(link.find(), text);
        assertTrue(html.contains(link.group()), html);
        given().get(link.group(1)).then().statusCode(200);
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                .get("/request/" + id)
                .then()
                .statusCode(200)
                .body("sent", equalTo(true));
    }

    @Test
    @Tag("W82")
    void theEmailShowsNothingFromElsewhereAndIsFitForTheDark() throws Exception {
        String address = Sandbox.newAddress();
        Sandbox.asked(1, address);
        String html = ((MimeMultipart) mailTo(address).getContent())
                .getBodyPart(1)
                .getContent()
                .toString();
        assertFalse(
                Pattern.compile("(?i)<(img|script|link|style|iframe|video|svg)\\b|url\\(|\\ssrc=")
                        .matcher(html)
                        .find(),
                html);
        assertTrue(html.contains("<meta name=\"color-scheme\" content=\"light dark\">"), html);
        assertTrue(html.contains("lang=\"en\""), html);
    }

    @Test
    @Tag("W83")
    void aTextMessageReachesTheGateway() {
        String number = "+447700900" + ThreadLocalRandom.current().nextInt(100, 1000);
        long id = Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                .formParam("company", 1)
                .formParam("type", "sms")
                .formParam("name", "Jane Doe")
                .formParam("destination", number)
                .formParam("platform", "auto")
                .post("/request")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("id");
        Sandbox.tick();
        List<String> sent = ProviderServers.to(texts, number);
        assertEquals(1, sent.size(), texts.toString());
        assertTrue(
                sent.get(0)
                        .matches("\\{\"to\":\"\\" + number
                                + "\",\"text\":\"Riverside Dental: how was your visit\\? http://[^ ]+/r/1-[^ ]{22} Stop:"
                                + " http://[^ ]+/u/1-[^ ]{32}\",\"reference\":\"invitation-1-\\d+-\\d+\"}"),
                sent.get(0));
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                .get("/request/" + id)
                .then()
                .statusCode(200)
                .body("sent", equalTo(true));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("earshot_sms_segments_total "))
                .body(not(containsString(number.substring(1))));
    }

    private MimeMessage mailTo(String address) {
        List<MimeMessage> found =
                Stream.of(mail.getReceivedMessagesForDomain(address)).toList();
        assertEquals(1, found.size());
        return found.get(0);
    }
}
