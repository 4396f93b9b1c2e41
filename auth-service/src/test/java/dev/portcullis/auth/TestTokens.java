package dev.portcullis.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.portcullis.auth.key.KeyRing;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/**
 * Access tokens as tests need them. Each starts as one that the service would have minted for an administrator; a test
 * names the one difference.
 */
public final class TestTokens {

    private final AuthService service;
    private final JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
            .issuer("http://localhost:9000")
            .audience("api")
            .subject(UUID.randomUUID().toString())
            .jwtID("01a21095-0cc6-7595-a966-a817aaab95f7")
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plusSeconds(900)))
            .claim("client_id", "first-party")
            .claim("session_exp", Instant.now().plusSeconds(3600).getEpochSecond())
            .claim("scope", "users:write")
            .claim("sid", UUID.randomUUID().toString());
    private boolean strangers;

    private TestTokens(AuthService service) {
        this.service = service;
    }

    public static TestTokens of(AuthService service) {
        return new TestTokens(service);
    }

    public TestTokens session(UUID session) {
        claims.claim("sid", session.toString());
        return this;
    }

    /** One that nobody else has: for a test that revokes it alone. */
    public TestTokens ofItsOwn() {
        String random = UUID.randomUUID().toString();
        claims.jwtID("01a21095-0cc6-7595-a966" + random.substring(random.lastIndexOf('-')));
        return this;
    }

    public TestTokens expired() {
        claims.expirationTime(Date.from(Instant.now().minusSeconds(3600)));
        return this;
    }

    public TestTokens issuer(String issuer) {
        claims.issuer(issuer);
        return this;
    }

    public TestTokens audience(String audience) {
        claims.audience(audience);
        return this;
    }

    /** By a key that names itself as ours. */
    public TestTokens bySomebodyElse() {
        strangers = true;
        return this;
    }

    public String text() {
        String ours = service.bean(KeyRing.class).sign(claims.build());
        return strangers ? strangers(ours) : ours;
    }

    private String strangers(String ours) {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).generate();
            String kid = SignedJWT.parse(ours).getHeader().getKeyID();
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("at+jwt"))
                            .keyID(kid)
                            .build(),
                    claims.build());
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException | java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
