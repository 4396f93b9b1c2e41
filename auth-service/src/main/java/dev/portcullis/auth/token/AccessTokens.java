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
    public static final String FIRST_PARTY = "first-party";

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

    /** A token that a client gets for itself, with no user and no session behind it. Never empty. */
    public Mono<AccessToken> mint(ClientGrant grant) {
        return Mono.fromCallable(() -> sign(grant)).subscribeOn(Schedulers.boundedElastic());
    }

    /** {@code sub} is the client itself (RFC 9068, section 2.2). */
    private AccessToken sign(ClientGrant grant) {
        Instant minted = Instant.ofEpochMilli(grant.mintedAt());
        Instant expiry = minted.plus(settings.lifetimes().accessToken());
        JWTClaimsSet.Builder claims =
                claims(minted, expiry).subject(grant.client()).claim("client_id", grant.client());
        if (!grant.scopes().isEmpty()) {
            claims.claim("scope", String.join(" ", grant.scopes()));
        }
        return new AccessToken(keys.sign(claims.build()), lifetime(minted, expiry), grant.scopes());
    }

    private AccessToken sign(Grant grant) {
        Instant minted = Instant.ofEpochMilli(grant.mintedAt());
        Instant sessionEnd = Instant.ofEpochMilli(grant.sessionEndsAt());
        Instant wanted = minted.plus(settings.lifetimes().accessToken());
        Instant expiry = wanted.isBefore(sessionEnd) ? wanted : sessionEnd; // no token outlives its session
        JWTClaimsSet claims = claims(minted, expiry)
                .subject(grant.subject().toString())
                .claim("client_id", FIRST_PARTY)
                .claim("sid", grant.session().toString())
                .claim("session_exp", sessionEnd.getEpochSecond())
                .claim("scope", String.join(" ", grant.scopes()))
                .claim("roles", grant.roles())
                .build();
        return new AccessToken(keys.sign(claims), lifetime(minted, expiry), grant.scopes());
    }

    private JWTClaimsSet.Builder claims(Instant minted, Instant expiry) {
        return new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .audience(settings.audience())
                .issueTime(Date.from(minted))
                .expirationTime(Date.from(expiry))
                .jwtID(UuidV7.at(minted.toEpochMilli(), random).toString());
    }

    private static long lifetime(Instant minted, Instant expiry) {
        return expiry.getEpochSecond() - minted.getEpochSecond();
    }
}
