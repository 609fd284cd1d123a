package org.earshot.access;

import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.JwtException;
import io.smallrye.jwt.util.KeyUtils;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.kernel.StartupRule;
import org.eclipse.microprofile.config.Config;

/** Production verifies and signs tokens with keys of its own, and accepts the tokens that it signs. */
@Singleton
class TokenKeys implements StartupRule {

    private static final String LOCATION = "mp.jwt.verify.publickey.location";
    private static final String INLINE = "mp.jwt.verify.publickey";

    private final Config config;
    private final JWTParser parser;
    private final IssueToken tokens;

    TokenKeys(Config config, JWTParser parser, IssueToken tokens) {
        this.config = config;
        this.parser = parser;
        this.tokens = tokens;
    }

    @Override
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        demandOneOf(LOCATION, INLINE, missing);
        demandOneOf(SigningKey.LOCATION, SigningKey.INLINE, missing);
        if (missing.isEmpty()) {
            mismatch().ifPresent(missing::add);
        }
        return missing;
    }

    private void demandOneOf(String location, String inline, List<String> missing) {
        if (value(location).isEmpty() && value(inline).isEmpty()) {
            missing.add(location + " is missing");
        }
    }

    /** Signs a token and reads it, and if that does not work, finds out why. */
    private Optional<String> mismatch() {
        Optional<String> location = value(INLINE).isPresent() ? Optional.empty() : value(LOCATION);
        if (location.filter(address -> address.matches("https?:.*")).isPresent()) {
            return Optional.empty(); // the set of an identity provider, which may be away now
        }
        String probe;
        try {
            probe = tokens.issue(
                    NewToken.parse("start", List.of("1"), Permission.REQUESTS_READ.word(), Duration.ofMinutes(1)));
        } catch (JwtException e) {
            return Optional.of(SigningKey.LOCATION + " is no private key that tokens can be signed with");
        }
        try {
            parser.parse(probe);
            return Optional.empty();
        } catch (ParseException | DeploymentException e) { // the latter for a file that is not there
            return Optional.of(reason(location));
        }
    }

    private String reason(Optional<String> location) {
        try {
            String content = location.isPresent()
                    ? KeyUtils.readKeyContent(location.get().trim())
                    : value(INLINE).orElseThrow();
            return PublicKeys.areIn(content)
                    ? LOCATION + " has no public key that belongs to " + SigningKey.LOCATION
                            + ", so that tokens signed here would be refused"
                    : LOCATION + " holds no public key, neither as PEM nor as a JSON Web Key Set";
        } catch (IOException e) {
            return LOCATION + " cannot be read";
        }
    }

    private Optional<String> value(String key) {
        return config.getOptionalValue(key, String.class);
    }
}
