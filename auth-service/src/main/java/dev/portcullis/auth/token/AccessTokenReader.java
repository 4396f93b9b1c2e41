package dev.portcullis.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.portcullis.auth.key.KeyRing;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.revocation.TokenFacts;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Tells whether a text is an access token of ours. Nimbus alone takes padding and foreign characters in the base64. */
@Component
public final class AccessTokenReader {

    private static final int MOST_CHARS = 8 * 1024;
    private static final Pattern THREE_PARTS = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final KeyRing keys;
    private final AuthSettings settings;
    private final Clock clock;

    AccessTokenReader(KeyRing keys, AuthSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /** A token that is valid now. */
    public Outcome<VerifiedToken> verify(String text) {
        return signed(text).then(token -> isLive(token.claims()) ? verified(token) : expired());
    }

    /** The same whether or not it has expired: whoever was away for an hour can still log out. */
    public Outcome<VerifiedToken> verifyEvenExpired(String text) {
        return signed(text).then(AccessTokenReader::verified);
    }

    /** Any token of ours that is valid now, a client's own too. */
    public Outcome<OwnToken> read(String text) {
        return signed(text).then(token -> isLive(token.claims()) ? own(token) : expired());
    }

    /** The same whether or not it has expired. */
    public Outcome<OwnToken> readEvenExpired(String text) {
        return signed(text).then(AccessTokenReader::own);
    }

    private record Signed(String kid, JWTClaimsSet claims) {}

    private Outcome<Signed> signed(String text) {
        if (text.length() > MOST_CHARS || !THREE_PARTS.matcher(text).matches()) {
            return Outcome.refused(Refusal.TOKEN_INVALID);
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            Optional<JWSVerifier> verifier = keys.verifier(token.getHeader().getKeyID());
            boolean ours = TYPE.equals(token.getHeader().getType())
                    && JWSAlgorithm.ES256.equals(token.getHeader().getAlgorithm())
                    && verifier.isPresent()
                    && token.verify(verifier.get())
                    && isForUs(token.getJWTClaimsSet());
            return ours
                    ? Outcome.passed(new Signed(token.getHeader().getKeyID(), token.getJWTClaimsSet()))
                    : Outcome.refused(Refusal.TOKEN_INVALID);
        } catch (ParseException | JOSEException malformed) {
            return Outcome.refused(Refusal.TOKEN_INVALID);
        }
    }

    private boolean isForUs(JWTClaimsSet claims) {
        return settings.issuer().equals(claims.getIssuer())
                && claims.getAudience().contains(settings.audience());
    }

    /** At the instant of {@code exp} the token is over: RFC 7519, section 4.1.4, "on or after". */
    private boolean isLive(JWTClaimsSet claims) {
        return clock.instant().isBefore(claims.getExpirationTime().toInstant());
    }

    private static <T> Outcome<T> expired() {
        return Outcome.refused(Refusal.TOKEN_EXPIRED);
    }

    /** A later version may sign what this one does not know: then it is not valid here, and no defect. */
    private static Outcome<VerifiedToken> verified(Signed signed) {
        JWTClaimsSet claims = signed.claims();
        try {
            return Outcome.passed(new VerifiedToken(
                    facts(signed),
                    UUID.fromString(claims.getSubject()),
                    UUID.fromString(claims.getStringClaim("sid")),
                    Instant.ofEpochSecond(claims.getLongClaim("session_exp")),
                    Set.copyOf(List.of(claims.getStringClaim("scope").split(" ")))));
        } catch (ParseException | IllegalArgumentException | NullPointerException unknownShape) {
            return Outcome.refused(Refusal.TOKEN_INVALID);
        }
    }

    private static Outcome<OwnToken> own(Signed signed) {
        try {
            return Outcome.passed(new OwnToken(facts(signed), signed.claims()));
        } catch (ParseException | IllegalArgumentException | NullPointerException unknownShape) {
            return Outcome.refused(Refusal.TOKEN_INVALID);
        }
    }

    private static TokenFacts facts(Signed signed) throws ParseException {
        JWTClaimsSet claims = signed.claims();
        UUID jti = UUID.fromString(claims.getJWTID());
        return new TokenFacts(
                claims.getIssuer(),
                jti.toString(),
                "",
                claims.getStringClaim("sid"),
                claims.getSubject(),
                claims.getStringClaim("client_id"),
                signed.kid(),
                Instant.ofEpochMilli(UuidV7.millisOf(jti)));
    }
}
