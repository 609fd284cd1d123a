package org.earshot.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Providers of email and text messages, as they report to the service: signed, over HTTP alone. */
public final class Webhooks {

    /** The secret of dev mode and tests. */
    public static final String SECRET = "whsec_Zm9yLWRldmVsb3BtZW50LW9ubHktbm90LWEtc2VjcmV0LXdlYmhvb2s=";

    /** Twilio's auth token of dev mode and tests. */
    public static final String AUTH_TOKEN = "for-development-only-not-a-secret-twilio";

    /** What Twilio was told to call; not where the tests reach the service. */
    public static final String PUBLIC_URL = "http://127.0.0.1:8081";

    private Webhooks() {}

    /** Reports events; answers with the response. */
    public static Response events(Object... events) {
        return signed("/webhooks/email", Map.of("events", List.of(events)));
    }

    /** A permanent bounce. */
    public static Map<String, Object> bounced(String message) {
        return Map.of("event", "bounced", "message", message, "permanent", true);
    }

    /** A complaint. */
    public static Map<String, Object> complained(String message) {
        return Map.of("event", "complained", "message", message);
    }

    /** Hands on an answer to a text message; answers with the response. */
    public static Response sms(String from, String text) {
        return signed("/webhooks/sms", Map.of("from", from, "text", text));
    }

    /** Posts JSON, signed now; answers with the response. */
    public static Response signed(String path, Object body) {
        return signed(path, json(body), Clock.systemUTC().instant().getEpochSecond(), SECRET);
    }

    /** Posts a body, signed at this time with this secret; answers with the response. */
    public static Response signed(String path, String body, long at, String secret) {
        String id = "msg_" + UUID.randomUUID();
        try {
            return given().contentType(ContentType.JSON)
                    .header("webhook-id", id)
                    .header("webhook-timestamp", at)
                    .header("webhook-signature", new Webhook(secret).sign(id, at, body))
                    .body(body)
                    .post(path);
        } catch (WebhookSigningException | EmptyWebhookSecretException e) {
            throw new AssertionError(e);
        }
    }

    /** Twilio hands on an answer, with these fields by name and value in turn; answers with the response. */
    public static Response twilioSms(String... namesAndValues) {
        return twilio("/webhooks/twilio/sms", namesAndValues);
    }

    /** Twilio reports on a message, with these fields by name and value in turn; answers with the response. */
    public static Response twilioStatus(String message, String... namesAndValues) {
        return twilio("/webhooks/twilio/status?message=" + message, namesAndValues);
    }

    /** Posts a form as Twilio does; answers with the response. */
    public static Response twilio(String pathAndQuery, String... namesAndValues) {
        return twilio(twilioSignature(PUBLIC_URL + pathAndQuery, namesAndValues), pathAndQuery, namesAndValues);
    }

    /** Posts a form as Twilio does, with this signature; answers with the response. */
    public static Response twilio(String signature, String pathAndQuery, String[] namesAndValues) {
        return given().urlEncodingEnabled(false)
                .header("X-Twilio-Signature", signature)
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .body(form(namesAndValues))
                .post(pathAndQuery);
    }

    /** Twilio's signature, written down from its documentation and not from ours. */
    public static String twilioSignature(String url, String... namesAndValues) {
        Map<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            sorted.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        String signed = url
                + sorted.entrySet().stream()
                        .map(field -> field.getKey() + field.getValue())
                        .collect(Collectors.joining());
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(AUTH_TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String json(Object body) {
        try {
            return new ObjectMapper().writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String form(String... namesAndValues) {
        String[] encoded = Arrays.stream(namesAndValues)
                .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))
                .toArray(String[]::new);
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < encoded.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(encoded[i]).append('=').append(encoded[i + 1]);
        }
        return form.toString();
    }
}
