package org.earshot.delivery.inbound;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.earshot.delivery.inbound.WebhookSignature.Proof;
import org.earshot.problem.Problem;
import org.earshot.testing.Webhooks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held to the library that Standard Webhooks itself publishes. */
@Tag("W84")
class WebhookSignatureTest {

    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final String ID = "msg_1";
    private static final String BODY = "{\"from\":\"+447400123456\",\"text\":\"Arrêt\"}";
    private static final String SECRET = secret("the first of two secrets of a test");
    private static final String OTHER = secret("the other of two secrets of a test");

    private static String secret(String text) {
        return "whsec_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static WebhookSignature with(Map<Integer, String> secrets) {
        return new WebhookSignature(secrets, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Proof proof(String secret, Instant at) throws Exception {
        long seconds = at.getEpochSecond();
        return new Proof(ID, Long.toString(seconds), new Webhook(secret).sign(ID, seconds, BODY));
    }

    private static void holds(WebhookSignature signature, Proof proof) {
        assertDoesNotThrow(() -> signature.demand(proof, BODY.getBytes(StandardCharsets.UTF_8)));
    }

    private static Problem.Kind refusal(WebhookSignature signature, Proof proof, String body) {
        return assertThrows(Problem.class, () -> signature.demand(proof, body.getBytes(StandardCharsets.UTF_8)))
                .kind();
    }

    @Test
    void whatTheLibrarySignsIsBelieved() throws Exception {
        holds(with(Map.of(1, SECRET)), proof(SECRET, NOW));
        holds(with(Map.of(1, SECRET.substring("whsec_".length()))), proof(SECRET, NOW));
    }

    @Test
    void eachOfSeveralSecretsIsEnoughAndSoIsOneOfSeveralSignatures() throws Exception {
        WebhookSignature both = with(Map.of(1, SECRET, 2, OTHER));
        holds(both, proof(SECRET, NOW));
        holds(both, proof(OTHER, NOW));
        Proof good = proof(SECRET, NOW);
        holds(
                with(Map.of(1, SECRET)),
                new Proof(ID, good.timestamp(), "v1,bm9uZQ== v1a,bm9uZQ== " + good.signatures() + " v2,bm9uZQ=="));
        assertEquals(Problem.Kind.UNAUTHENTICATED, refusal(with(Map.of(2, OTHER)), proof(SECRET, NOW), BODY));
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, -299, 0, 299, 300})
    void itMayBeFiveMinutesOld(long seconds) throws Exception {
        holds(with(Map.of(1, SECRET)), proof(SECRET, NOW.plusSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86_400, 86_400})
    void itMayNotBeOlderNorFromTheFuture(long seconds) throws Exception {
        assertEquals(
                Problem.Kind.UNAUTHENTICATED,
                refusal(with(Map.of(1, SECRET)), proof(SECRET, NOW.plus(Duration.ofSeconds(seconds))), BODY));
    }

    static Stream<Proof> forgeries() throws Exception {
        Proof good = proof(SECRET, NOW);
        String code = good.signatures().substring("v1,".length());
        return Stream.of(
                new Proof(null, good.timestamp(), good.signatures()),
                new Proof(ID, null, good.signatures()),
                new Proof(ID, good.timestamp(), null),
                new Proof(ID, good.timestamp(), ""),
                new Proof(ID, good.timestamp(), code),
                new Proof(ID, good.timestamp(), "v2," + code),
                new Proof(ID, good.timestamp(), "V1," + code),
                new Proof(ID, good.timestamp(), "v1," + code.substring(0, code.length() - 2)),
                new Proof(ID, good.timestamp(), "v1,"),
                new Proof(ID, good.timestamp(), "v1,%%%"),
                new Proof("msg_2", good.timestamp(), good.signatures()),
                new Proof(ID, Long.toString(NOW.getEpochSecond() + 1), good.signatures()),
                new Proof(ID, "+" + good.timestamp(), good.signatures()),
                new Proof(ID, good.timestamp() + ".0", good.signatures()),
                new Proof(ID, "9".repeat(30), good.signatures()),
                new Proof(ID, "soon", good.signatures()),
                new Proof(ID, "", good.signatures()),
                proof(OTHER, NOW));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void anythingElseIsNot(Proof forgery) {
        assertEquals(Problem.Kind.UNAUTHENTICATED, refusal(with(Map.of(1, SECRET)), forgery, BODY));
    }

    @Test
    void theBodyIsSignedToTheByte() throws Exception {
        Proof good = proof(SECRET, NOW);
        for (String other : List.of(BODY + " ", BODY.replace("Arrêt", "Start"), "", BODY.replace("ê", "e\u0302"))) {
            assertEquals(Problem.Kind.UNAUTHENTICATED, refusal(with(Map.of(1, SECRET)), good, other));
        }
    }

    @Test
    void whereNobodyCanSignThereIsNoWebhook() throws Exception {
        assertEquals(Problem.Kind.NOT_FOUND, refusal(with(Map.of()), proof(SECRET, NOW), BODY));
    }

    @Test
    void theStartDemandsSecretsThatCanBeUsed() {
        assertEquals(List.of(), with(Map.of()).missing());
        assertEquals(List.of(), with(Map.of(1, SECRET, 2, OTHER)).missing());
        String sentence = "earshot.delivery.inbound.secrets.3 must be the base64 of at least 24 bytes";
        assertEquals(List.of(sentence), with(Map.of(1, SECRET, 3, "")).missing());
        assertEquals(
                List.of(sentence),
                with(Map.of(3, secret("23 bytes are not enough"))).missing());
        assertEquals(
                List.of(sentence),
                with(Map.of(3, "whsec_not base64 at all, but quite long")).missing());
        assertEquals(
                List.of("earshot.delivery.inbound.secrets holds a secret of the development mode"),
                with(Map.of(1, SECRET, 2, Webhooks.SECRET)).unsafe());
        assertEquals(List.of(), with(Map.of(1, SECRET)).unsafe());
    }

    @Test
    void anUnusableSecretOpensNothing() throws Exception {
        String weak = secret("short");
        assertEquals(Problem.Kind.UNAUTHENTICATED, refusal(with(Map.of(1, weak)), proof(weak, NOW), BODY));
    }
}
