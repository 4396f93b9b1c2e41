package dev.portcullis.auth.backchannel;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What makes a logout token one that must not be taken, one difference each. */
final class LogoutTokenDifferences {

    private LogoutTokenDifferences() {}

    static Stream<Arguments> all() {
        return Stream.of(
                difference("another issuer", claims -> claims.issuer("https://other.example.com")),
                difference("no issuer", claims -> claims.issuer(null)),
                difference("another audience", claims -> claims.audience("another-client")),
                difference("no audience", claims -> claims.audience((String) null)),
                difference("expired", claims -> claims.expirationTime(ago(120))),
                difference("no exp", claims -> claims.expirationTime(null)),
                difference("valid for days", claims -> claims.expirationTime(ago(-90_000))),
                difference("no iat", claims -> claims.issueTime(null)),
                difference("issued long ago", claims -> claims.issueTime(ago(630))),
                difference("issued tomorrow", claims -> claims.issueTime(ago(-90))),
                difference("no jti", claims -> claims.jwtID(null)),
                difference("a nonce", claims -> claims.claim("nonce", "n")),
                difference("no event", claims -> claims.claim("events", null)),
                difference("another event", claims -> claims.claim("events", Map.of("x", Map.of()))),
                difference("an event that is no object", claims -> claims.claim("events", List.of("x"))),
                difference("neither sub nor sid", claims -> claims.subject(null).claim("sid", null)),
                difference("a sid that is no text", claims -> claims.claim("sid", 7)),
                difference("a sid that cannot be kept", claims -> claims.claim("sid", "a\u0000b")),
                difference("a sid that is too long", claims -> claims.claim("sid", "s".repeat(513))));
    }

    private static Arguments difference(String name, Consumer<JWTClaimsSet.Builder> difference) {
        return Arguments.of(name, difference);
    }

    static Date ago(long seconds) {
        return Date.from(Instant.now().minusSeconds(seconds));
    }
}
