package dev.portcullis.auth.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.portcullis.auth.key.KeyRing;
import dev.portcullis.auth.settings.AuthSettings;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Mints access tokens.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9068#section-2.2">RFC 9068, section 2.2: Data Structure</a>
 */
@Component
public final class AccessTokens {

    /** The built-in public client that {@code /api/login} acts for. */
    static final String FIRST_PARTY = "first-party";

    private final KeyRing keys;
    private final AuthSettings settings;
    private final SecureRandom random = new SecureRandom();

    AccessTokens(KeyRing keys, AuthSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /** A token for the grant. Signed away from the event loop, because signing reads system entropy. Never empty. */
    public Mono<AccessToken> mint(Grant grant) {
        return Mono.fromCallable(() -> sign(grant)).subscribeOn(Schedulers.boundedElastic());
    }

    private AccessToken sign(Grant grant) {
        Instant minted = Instant.ofEpochMilli(grant.mintedAt());
        Instant sessionEnd = Instant.ofEpochMilli(grant.sessionEndsAt());
        Instant wanted = minted.plus(settings.lifetimes().accessToken());
        Instant expiry = wanted.isBefore(sessionEnd) ? wanted : sessionEnd; // no token outlives its session
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .subject(grant.subject().toString())
                .audience(settings.audience())
                .issueTime(Date.from(minted))
                .expirationTime(Date.from(expiry))
                .jwtID(UuidV7.at(grant.mintedAt(), random).toString())
                .claim("client_id", FIRST_PARTY)
                .claim("sid", grant.session().toString())
                .claim("session_exp", sessionEnd.getEpochSecond())
                .claim("scope", String.join(" ", grant.scopes()))
                .claim("roles", grant.roles())
                .build();
        return new AccessToken(keys.sign(claims), expiry.getEpochSecond() - minted.getEpochSecond());
    }
}
