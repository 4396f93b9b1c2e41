package dev.portcullis.gateway.verification;

import static dev.portcullis.gateway.refusal.Outcome.step;

import dev.portcullis.gateway.credential.BearerToken;
import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * Text → form → issuer → keys → signature → claims. What costs nothing comes first, but for the claims: whoever cannot sign
 * learns nothing of what they would have to say. A token that has been verified is known by its digest from then on; only
 * whether its key is still held and its claims still good is asked again.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8725">RFC 8725: JSON Web Token Best Current Practices</a>
 */
public final class TokenVerifier {

    private static final JsonObjects JSON = JsonObjects.strict();

    private final Map<String, TrustedIssuer> issuers;
    private final Optional<TrustedIssuer> ofTokensWithoutIssuer;
    private final VerifiedTokenCache cache;
    private final InstantSource clock;

    public TokenVerifier(List<TrustedIssuer> issuers, VerifiedTokenCache cache, InstantSource clock) {
        this.cache = cache;
        this.issuers = issuers.stream()
                .filter(issuer -> issuer.settings().issuerClaim().isNamed())
                .collect(
                        Collectors.toUnmodifiableMap(issuer -> issuer.settings().issuer(), Function.identity()));
        this.ofTokensWithoutIssuer = issuers.stream()
                .filter(issuer -> issuer.settings().issuerClaim().mayBeAbsent())
                .findFirst();
        this.clock = clock;
    }

    /** Verifies one token. Never empty; an error is a defect. Does not block. */
    public Mono<Outcome<VerifiedToken>> verify(BearerToken token) {
        TokenDigest digest = TokenDigest.of(token.text());
        return cache.find(digest)
                .flatMap(entry -> remembered(digest, entry))
                .map(Mono::just)
                .orElseGet(() -> Mono.just(read(token)).flatMap(step(read -> verify(read, digest))));
    }

    /** What a known token comes to now; nothing where its key is gone, and then it is read like any other. */
    private Optional<Outcome<VerifiedToken>> remembered(TokenDigest digest, VerifiedTokenCache.Entry entry) {
        Outcome<Boolean> held =
                entry.issuer().keys().held().then(keys -> new Outcome.Passed<>(keys.holds(entry.key())));
        return held.fold(
                same -> same ? Optional.of(checked(digest, entry)) : forgotten(digest),
                refusal -> Optional.of(new Outcome.Refused<>(refusal)));
    }

    private Outcome<VerifiedToken> checked(TokenDigest digest, VerifiedTokenCache.Entry entry) {
        return rulesOf(entry.issuer())
                .check(entry.token().claims())
                .<Outcome<VerifiedToken>>fold(claims -> new Outcome.Passed<>(entry.token()), refusal -> {
                    cache.drop(digest); // it has expired, and does so for good
                    return new Outcome.Refused<>(refusal);
                });
    }

    private Optional<Outcome<VerifiedToken>> forgotten(TokenDigest digest) {
        cache.drop(digest);
        return Optional.empty();
    }

    private Outcome<UnverifiedToken> read(BearerToken token) {
        return CompactJws.parse(token.text())
                .then(jws -> object(jws.header())
                        .then(JoseHeader::of)
                        .then(header -> object(jws.payload())
                                .then(Claims::of)
                                .then(claims ->
                                        issuerOf(claims).then(issuer -> unverified(jws, header, claims, issuer)))));
    }

    private static Outcome<Map<String, Object>> object(byte[] part) {
        return JSON.read(part)
                .<Outcome<Map<String, Object>>>map(Outcome.Passed::new)
                .orElseGet(() -> refused(Reason.MALFORMED));
    }

    /** By the exact {@code iss}: a slash more is another issuer (RFC 8414, section 2; RFC 3986, section 6.2.1). */
    private Outcome<TrustedIssuer> issuerOf(Claims claims) {
        String iss = claims.text(Claims.ISSUER);
        return (iss == null ? ofTokensWithoutIssuer : Optional.ofNullable(issuers.get(iss)))
                .<Outcome<TrustedIssuer>>map(Outcome.Passed::new)
                .orElseGet(() -> refused(Reason.ISSUER));
    }

    private static Outcome<UnverifiedToken> unverified(
            CompactJws jws, JoseHeader header, Claims claims, TrustedIssuer issuer) {
        if (!issuer.settings().tokenTypes().contains(header.type())) {
            return refused(Reason.TYPE); // an ID token or a logout token is signed by the very same key
        }
        return header.algorithmAmong(issuer.settings().algorithms())
                .then(algorithm -> new Outcome.Passed<>(new UnverifiedToken(jws, header, claims, issuer, algorithm)));
    }

    private Mono<Outcome<VerifiedToken>> verify(UnverifiedToken token, TokenDigest digest) {
        return token.issuer()
                .keys()
                .keysFor(token.header().kid(), token.algorithm())
                .map(keys -> keys.then(candidates -> signed(token, candidates, digest)));
    }

    private Outcome<VerifiedToken> signed(UnverifiedToken token, List<VerificationKey> candidates, TokenDigest digest) {
        return candidates.stream()
                .filter(key -> key.verifies(token.jws(), token.algorithm()))
                .findFirst()
                .map(key -> rulesOf(token.issuer())
                        .check(token.claims())
                        .then(claims -> new Outcome.Passed<>(kept(digest, token, key))))
                .orElseGet(() -> refused(Reason.SIGNATURE));
    }

    private VerifiedToken kept(TokenDigest digest, UnverifiedToken token, VerificationKey key) {
        VerifiedToken verified = token.verifiedBy(key);
        cache.keep(digest, new VerifiedTokenCache.Entry(verified, key, token.issuer()));
        return verified;
    }

    private ClaimRules rulesOf(TrustedIssuer issuer) {
        return new ClaimRules(issuer.settings(), clock.instant());
    }

    private static <T> Outcome<T> refused(Reason reason) {
        return new Outcome.Refused<>(new Refusal.InvalidToken(reason));
    }
}
