package org.earshot.delivery.inbound;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W85")
class TwilioSignatureTest {

    /** Token, address, fields and signature are those of the tests that Twilio publishes with its libraries. */
    private static final String TOKEN = "12345";

    private static final String PATH = "/myapp.php?foo=1&bar=2";
    private static final String FORM =
            "CallSid=CA1234567890ABCDE&To=%2B18005551212&Digits=1234&From=%2B14158675309" + "&Caller=%2B14158675309";
    private static final String SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    private static TwilioSignature at(String publicUrl, String... tokens) {
        return new TwilioSignature(
                new InboundConfig() {
                    @Override
                    public Map<Integer, String> secrets() {
                        return Map.of();
                    }

                    @Override
                    public Twilio twilio() {
                        return () -> tokens.length == 0 ? Optional.empty() : Optional.of(List.of(tokens));
                    }
                },
                Optional.of(URI.create(publicUrl)));
    }

    private static FormFields form(String body) {
        return FormFields.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem.Kind refusal(
            TwilioSignature verifier, @Nullable String signature, String path, String form) {
        return assertThrows(Problem.class, () -> verifier.demand(signature, path, form(form)))
                .kind();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mycompany.com",
                "https://mycompany.com/",
                "https://mycompany.com:443",
                "https://mycompany.com:8443",
                "https://mycompany.com/a/path"
            })
    void whatTwilioSignsIsBelievedWhetherOrNotItNamesThePort(String publicUrl) {
        assertDoesNotThrow(() -> at(publicUrl, TOKEN).demand(SIGNATURE, PATH, form(FORM)));
        assertDoesNotThrow(() -> at(publicUrl, "another", TOKEN).demand(SIGNATURE, PATH, form(FORM)));
    }

    @Test
    void anotherAddressOrTokenIsNotBelieved() {
        for (String url : List.of("http://mycompany.com", "https://mycompany.org")) {
            assertEquals(Problem.Kind.UNAUTHENTICATED, refusal(at(url, TOKEN), SIGNATURE, PATH, FORM), url);
        }
        TwilioSignature other = at("https://mycompany.com", "54321");
        assertEquals(Problem.Kind.UNAUTHENTICATED, refusal(other, SIGNATURE, PATH, FORM));
        TwilioSignature right = at("https://mycompany.com", TOKEN);
        for (String path : List.of("/myapp.php?foo=1&bar=3", "/myapp.php", "/?foo=1&bar=2")) {
            assertEquals(Problem.Kind.UNAUTHENTICATED, refusal(right, SIGNATURE, path, FORM), path);
        }
    }

    @ParameterizedTest
    @CsvSource({"Digits=1234,Digits=1235", "&Digits=1234,''", "Caller,Body", "'&To','&New=x&To'", "Digits,%zz"})
    void everyFieldIsSigned(String part, String other) {
        assertEquals(
                Problem.Kind.UNAUTHENTICATED,
                assertThrows(
                                Problem.class,
                                () -> at("https://mycompany.com", TOKEN)
                                        .demand(SIGNATURE, PATH, form(FORM.replace(part, other))))
                        .kind());
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {"RSOYDt4T1cUTdK1PDd93/VVr8B9=", "rsoydt4t1cutdk1pdd93/vvr8b8=", "v1,RSOYDt4T1cUTdK1PDd93/VVr8B8="
            })
    void withoutTheRightSignatureNothingIsBelieved(@Nullable String signature) {
        assertEquals(Problem.Kind.UNAUTHENTICATED, refusal(at("https://mycompany.com", TOKEN), signature, PATH, FORM));
    }

    @Test
    void whereNobodyCanSignThereIsNoWebhook() {
        assertEquals(Problem.Kind.NOT_FOUND, refusal(at("https://mycompany.com"), SIGNATURE, PATH, FORM));
    }

    @Test
    void theStartDemandsATokenThatIsOne() {
        assertEquals(List.of(), at("https://mycompany.com").missing());
        assertEquals(List.of(), at("https://mycompany.com", TOKEN).missing());
        assertEquals(
                List.of("earshot.delivery.inbound.twilio.auth-token is blank"),
                at("https://mycompany.com", " ").missing());
        assertEquals(
                1,
                at("https://mycompany.com", "for-development-only-x").unsafe().size());
        assertEquals(List.of(), at("https://mycompany.com", TOKEN).unsafe());
    }
}
