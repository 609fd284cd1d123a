package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.NotSupportedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.earshot.company.CompanySettings.Industry;
import org.earshot.problem.Problem;
import org.earshot.testing.Samples;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A body is read or refused, whatever it is; nothing that a caller sends makes another exception. */
@ExtendWith(InstancioExtension.class)
class RequestPropertiesTest {

    private static final int MANY = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final List<String> TYPES = List.of(
            "application/x-www-form-urlencoded",
            "application/json; charset=utf-8",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "text/plain");
    private static final List<String> BODIES = List.of(
            "company=1&type=sms&name=Zo%C3%AB+D&platform=auto&destination=%2B447400123456&sendAfter=2026-01-31T09:30:00+02:00",
            "{\"company\":1,\"type\":\"email\",\"name\":\"Jane\",\"destination\":\"jane@example.com\",\"platform\":\"auto\","
                    + "\"metadata\":{\"a\":[1,2.5e3,null,true]},\"dateOfBirth\":\"2000-02-29\",\"sendAfter\":1769852000}",
            """
            --x\r
            Content-Disposition: form-data; name="company"\r
            \r
            1\r
            --x\r
            Content-Disposition: form-data; name="name"; charset=utf-8\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Transfer-Encoding: 8bit\r
            \r
            Jane\r
            --x\r
            Content-Disposition: form-data; name="photo"; filename="photo.png"\r
            Content-Type: image/png\r
            \r
            abc\r
            --x--\r
            """,
            "[]",
            "");

    /** Whether a body passed every check. */
    private static boolean accepted(String contentType, byte[] body) {
        try {
            RequestFields fields = RequestFields.read(JSON, contentType, body);
            fields.company();
            NewFeedbackRequest.parse(fields, Companies.of(Industry.HEALTHCARE), JSON, NOW, Optional.empty(), true);
            return true;
        } catch (NotSupportedException e) {
            return false;
        } catch (Problem problem) {
            assertTrue(
                    problem.kind() == Problem.Kind.INVALID || problem.kind() == Problem.Kind.FORBIDDEN,
                    problem.kind().toString());
            return false;
        }
    }

    @Test
    @Tag("W13")
    @Tag("W30")
    void aBodyMuchLikeAGoodOneIsReadOrRefused(@Given(Samples.Source.class) Samples samples) {
        int accepted = 0;
        for (int i = 0; i < MANY; i++) {
            String type = samples.oneOf(TYPES);
            byte[] body = samples.bytesMuchLike(samples.oneOf(BODIES));
            try {
                accepted += accepted(samples.between(0, 9) == 0 ? samples.muchLike(type) : type, body) ? 1 : 0;
            } catch (RuntimeException e) {
                throw new AssertionError(type + ": " + new String(body, StandardCharsets.UTF_8), e);
            }
        }
        assertTrue(accepted > 50 && accepted < MANY, accepted + " were accepted");
    }

    /** Found by the above. */
    @Test
    @Tag("W13")
    void aFormWithoutABoundaryIsRefused() {
        for (String type :
                List.of("multipart/form-data; boundary", "multipart/form-data; boundary=", "multipart/form-data;")) {
            assertFalse(accepted(type, BODIES.get(2).getBytes(StandardCharsets.UTF_8)), type);
        }
    }

    /** Found by the above. */
    @Test
    @Tag("W13")
    void aPartInACharsetThatDoesNotExistIsRefused() {
        for (String charset : List.of("utf-9", "a b", "\u00fc")) {
            byte[] body =
                    BODIES.get(2).replace("charset=utf-8", "charset=" + charset).getBytes(StandardCharsets.UTF_8);
            assertFalse(accepted("multipart/form-data; boundary=x", body), charset);
        }
    }

    @Test
    @Tag("W13")
    void anyBodyOfAnyTypeIsReadOrRefused(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            String type = samples.oneOf(samples.oneOf(TYPES), samples.text(30), null);
            String start = samples.oneOf("", "{", "[", "\uFEFF{", "--x\r\n", "company=1&");
            byte[] body = (start + samples.text(60)).getBytes(StandardCharsets.UTF_8);
            try {
                accepted(type, body);
            } catch (RuntimeException e) {
                throw new AssertionError(type + ": " + new String(body, StandardCharsets.UTF_8), e);
            }
        }
    }

    @Test
    @Tag("W26")
    void everySpellingOfATimeIsThatTime(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            Instant time = Instant.ofEpochSecond(samples.between(0L, 253_402_300_799L));
            OffsetDateTime there = time.atOffset(ZoneOffset.ofTotalSeconds(samples.between(-18 * 60, 18 * 60) * 60));
            assertEquals(Optional.of(time), SendAfter.parse(time.toString()));
            if (there.getYear() <= 9999 && there.getYear() >= 0) {
                assertEquals(Optional.of(time), SendAfter.parse(there.toString()), there.toString());
            }
            LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
            assertEquals(Optional.of(time), SendAfter.parse(utc.toString().replace('T', ' ')), utc.toString());
            assertEquals(
                    Optional.of(utc.toLocalDate().atStartOfDay().toInstant(ZoneOffset.UTC)),
                    SendAfter.parse(utc.toLocalDate().toString()));
            assertEquals(Optional.of(time), SendAfter.parse(Long.toString(time.getEpochSecond())));
            Instant soon = Instant.ofEpochMilli(samples.between(1_000_000_000_000L, 9_999_999_999_999L));
            assertEquals(Optional.of(soon), SendAfter.parse(Long.toString(soon.toEpochMilli())));
        }
    }

    @Test
    @Tag("W26")
    void whatIsMuchLikeATimeIsReadOrRefused(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            SendAfter.parse(
                    samples.muchLike(samples.oneOf("2026-01-31T09:30:00+02:00", "2026-01-31", "1769852000123")));
            SendAfter.parse(samples.text(30));
        }
    }
}
