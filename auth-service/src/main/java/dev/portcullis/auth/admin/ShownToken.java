package dev.portcullis.auth.admin;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.revocation.Revocation;
import dev.portcullis.auth.revocation.Revocations;
import dev.portcullis.auth.token.AccessTokenReader;
import dev.portcullis.revocation.Covered;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * A token's whole text, shown by an administrator. One of ours must be signed by us, expired or not, and is believed. Of
 * another issuer's nothing can be checked here: only what names it is taken from it, its {@code iss} and its {@code jti}, or
 * where it has none the digest of its text; its {@code exp} is not believed, so that the entry lives for the horizon.
 */
@Component
final class ShownToken {

    private static final int MOST_CHARS = 8 * 1024;
    private static final Refusal UNREADABLE =
            Refusal.field("token", "a signed JWT, and where it names this service as its issuer, signed by it");
    private static final Refusal NAMELESS =
            Refusal.field("issuer", "the issuer of the token, the same as its iss where it has one");

    private final AccessTokenReader ours;

    ShownToken(AccessTokenReader ours) {
        this.ours = ours;
    }

    /**
     * The revocation of that token alone.
     *
     * @param issuer whose the administrator says it is, where they say it
     */
    Outcome<Revocation> read(String text, Optional<String> issuer, String ourIssuer) {
        if (text.length() > MOST_CHARS) {
            return Outcome.refused(UNREADABLE);
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Optional<String> named = Optional.ofNullable(claims.getIssuer()).or(() -> issuer);
            if (named.isEmpty()
                    || issuer.filter(said -> !named.get().equals(said)).isPresent()) {
                return Outcome.refused(NAMELESS);
            }
            if (!Naming.isIssuer(named.get())) {
                return Outcome.refused(UNREADABLE);
            }
            return named.get().equals(ourIssuer)
                    ? ours.readEvenExpired(text).fold(own -> ofOurs(claims), no -> Outcome.refused(UNREADABLE))
                    : ofAnother(named.get(), token, claims);
        } catch (ParseException malformed) {
            return Outcome.refused(UNREADABLE);
        }
    }

    /** Called with claims whose signature was checked. */
    private static Outcome<Revocation> ofOurs(JWTClaimsSet claims) {
        long until = claims.getExpirationTime().getTime() + Revocations.WIDEST_SKEW.toMillis();
        return Outcome.passed(Revocation.of(new Covered.Token(claims.getIssuer(), claims.getJWTID()), claims.getJWTID())
                .until(until));
    }

    private static Outcome<Revocation> ofAnother(String issuer, SignedJWT token, JWTClaimsSet claims) {
        String jti = claims.getJWTID();
        if (jti != null && Naming.isName(jti)) {
            return Outcome.passed(Revocation.of(new Covered.Token(issuer, jti), jti));
        }
        String digest = digest(Objects.requireNonNull(token.getParsedParts()));
        return jti == null
                ? Outcome.passed(Revocation.of(new Covered.UnnamedToken(issuer, digest), digest))
                : Outcome.refused(UNREADABLE);
    }

    /** Of the signing input as it was sent: a second form of the same claims is another token. */
    private static String digest(com.nimbusds.jose.util.Base64URL[] parts) {
        try {
            byte[] input = (parts[0].toString() + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(input));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java platform has SHA-256.", absent);
        }
    }
}
