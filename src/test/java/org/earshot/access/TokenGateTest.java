package org.earshot.access;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.jwt.util.KeyUtils;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens open the door; each is forged by hand, so that it can be wrong in one point alone. */
@QuarkusTest
@Tag("W2")
class TokenGateTest {

    private static final String LIST = "/request/list/1";

    private final String signKey = ConfigProvider.getConfig().getValue("smallrye.jwt.sign.key", String.class);
    private final String verifyKey = ConfigProvider.getConfig().getValue("mp.jwt.verify.publickey", String.class);
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aGoodTokenOpens() {
        with(signed(claims())).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "bEaReR"})
    void theSchemeMayBeWrittenAnyhow(String scheme) {
        show(scheme + " " + signed(claims())).then().statusCode(200);
    }

    @Test
    void noTokenIsRefused() {
        refused(given().get(LIST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer garbage",
                "Bearer a.b.c",
                "Bearer ..",
                "Bearer \u00e9",
                "garbage",
                "Basic amFuZTpzZWNyZXQ=",
                "Negotiate abc"
            })
    void whatIsNoTokenIsRefused(String header) {
        refused(show(header));
        refused(given().header("Authorization", header).get("/review/1"));
    }

    @Test
    void aGoodTokenUnderAnotherSchemeIsRefused() {
        refused(show("Basic " + signed(claims())));
        refused(show(signed(claims())));
    }

    @Test
    @Tag("W11")
    void aTokenIsNeverReadFromAnywhereElse() {
        String token = signed(claims());
        refused(given().queryParam("access_token", token).get(LIST));
        refused(given().queryParam("token", token).get(LIST));
        refused(given().cookie("Bearer", token).cookie("access_token", token).get(LIST));
        refused(given().formParam("access_token", token).formParam("company", 1).post("/request"));
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        refused(with(signed(claims("iss", "somebody"))));
        refused(with(signed(without("iss"))));
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        refused(with(signed(claims("aud", "somebody"))));
        refused(with(signed(claims("aud", List.of("somebody", "else")))));
        refused(with(signed(without("aud"))));
    }

    @Test
    void aTokenPastItsTimeIsRefused() {
        refused(with(signed(claims("exp", inSeconds(-3600)))));
    }

    @Test
    void aTokenWithoutAnEndIsRefused() {
        refused(with(signed(without("exp"))));
    }

    @Test
    void aTokenBeforeItsTimeIsRefused() {
        refused(with(signed(claims("nbf", inSeconds(3600)))));
    }

    @Test
    void anUnsignedTokenIsRefused() {
        String content = encoded(Map.of("alg", "none", "typ", "JWT")) + "." + encoded(claims());
        refused(with(content + "."));
        refused(with(content));
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws GeneralSecurityException {
        String content = encoded(Map.of("alg", "HS256", "typ", "JWT")) + "." + encoded(claims());
        Key publicKey = KeyUtils.decodePublicKey(verifyKey);
        for (byte[] secret : List.of(publicKey.getEncoded(), verifyKey.getBytes(UTF_8))) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            refused(with(content + "." + encoded(mac.doFinal(content.getBytes(UTF_8)))));
        }
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRefused() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        PrivateKey stranger = generator.generateKeyPair().getPrivate();
        refused(with(signed(claims(), "RS256", "SHA256withRSA", stranger)));
    }

    @Test
    void aTokenSignedByAnotherAlgorithmIsRefused() {
        refused(with(signed(claims(), "RS512", "SHA512withRSA", ourKey())));
    }

    @Test
    void aTokenThatWasChangedIsRefused() {
        String[] parts = signed(claims("companies", List.of(2))).split("\\.", -1);
        refused(with(parts[0] + "." + encoded(claims()) + "." + parts[2]));
    }

    @Test
    @Tag("W3")
    void aTokenWithoutThePermissionIsRefused() {
        refused(with(signed(without("scope"))));
        refused(with(signed(claims("scope", ""))));
        refused(with(signed(claims("scope", "requests:write reviews:read"))));
        refused(with(signed(claims("scope", "requests:reading REQUESTS:READ requests"))));
        refused(with(signed(claims("scope", List.of("requests:read")))));
    }

    @Test
    @Tag("W3")
    void aTokenWithoutTheCompanyIsRefused() {
        refused(with(signed(without("companies"))));
        refused(with(signed(claims("companies", List.of()))));
        refused(with(signed(claims("companies", List.of(2, 11)))));
        refused(with(signed(claims("companies", List.of("**", "1 ", "one")))));
        refused(with(signed(claims("companies", Map.of("1", 1)))));
    }

    @Test
    @Tag("W5")
    void aTokenWithoutAnyCompanyFindsNothing() {
        String token = signed(claims("companies", List.of()));
        given().auth().oauth2(token).get("/request/1").then().statusCode(404);
        given().auth()
                .oauth2(token)
                .get("/review/999999999")
                .then()
                .statusCode(404)
                .contentType(ContentType.JSON);
    }

    @Test
    void anOperatorsStarOpensEveryCompany() {
        with(signed(claims("companies", List.of("*")))).then().statusCode(200);
        with(signed(claims("companies", List.of(2, "*")))).then().statusCode(200);
    }

    @Test
    void aRefusedTokenIsNotShownAgain() {
        String token = signed(claims("iss", "somebody"));
        refused(with(token)).then().body(not(containsString(token)));
    }

    private static Response show(String header) {
        return given().header("Authorization", header).get(LIST);
    }

    private static Response with(String token) {
        return show("Bearer " + token);
    }

    private static Response refused(Response response) {
        response.then()
                .statusCode(401)
                .contentType(ContentType.JSON)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("size()", is(1))
                .body("message", notNullValue());
        return response;
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "earshot");
        claims.put("aud", "earshot");
        claims.put("sub", "a test");
        claims.put("iat", inSeconds(0));
        claims.put("exp", inSeconds(300));
        claims.put("jti", "1");
        claims.put("scope", "requests:read reviews:read");
        claims.put("companies", List.of(1));
        return claims;
    }

    private static Map<String, Object> claims(String name, Object value) {
        Map<String, Object> claims = claims();
        claims.put(name, value);
        return claims;
    }

    private static Map<String, Object> without(String name) {
        Map<String, Object> claims = claims();
        claims.remove(name);
        return claims;
    }

    private static long inSeconds(long seconds) {
        return Instant.now().plus(Duration.ofSeconds(seconds)).getEpochSecond();
    }

    private String signed(Map<String, Object> claims) {
        return signed(claims, "RS256", "SHA256withRSA", ourKey());
    }

    private String signed(Map<String, Object> claims, String algorithm, String javaName, PrivateKey key) {
        try {
            String content = encoded(Map.of("alg", algorithm, "typ", "JWT")) + "." + encoded(claims);
            Signature signature = Signature.getInstance(javaName);
            signature.initSign(key);
            signature.update(content.getBytes(UTF_8));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private PrivateKey ourKey() {
        try {
            return KeyUtils.decodePrivateKey(signKey);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String encoded(Map<String, ?> part) {
        try {
            return encoded(json.writeValueAsBytes(part));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(byte[] part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    }
}
