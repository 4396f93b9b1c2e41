package dev.portcullis.auth.backchannel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.auth.settings.AuthSettings.ProviderSettings;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells whether a text is a logout token for us. The grammar is the library's: signed, {@code typ} {@code logout+jwt},
 * {@code JWT} or none, {@code iss}, {@code aud}, {@code iat}, {@code exp}, {@code jti}, the event, a session or a subject, and
 * no {@code nonce}, which makes an ID token of it.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation">OpenID Connect Back-Channel Logout
 *     1.0, section 2.6: Logout Token Validation</a>
 */
@Component
final class LogoutTokens {

    /** Longer than any provider's retries; an old token in a log file must not sign anybody out. */
    static final Duration MOST_AGE = Duration.ofMinutes(10);

    /** How long a token may still be valid: so long its {@code jti} has to be remembered. */
    static final Duration LONGEST_LIFE = Duration.ofHours(24);

    private static final int MOST_CHARS = 8 * 1024;
    private static final int MOST_NAME_CHARS = 512;
    private static final Logger LOG = LoggerFactory.getLogger(LogoutTokens.class);

    private final Map<String, LogoutTokenValidator> validators;
    private final Set<String> unreachable = ConcurrentHashMap.newKeySet();
    private final Clock clock;

    LogoutTokens(AuthSettings settings, Clock clock) {
        this.validators = settings.providers().stream()
                .collect(Collectors.toUnmodifiableMap(ProviderSettings::issuer, Provider::validator));
        this.clock = clock;
    }

    /** May block up to some seconds, where the provider's keys have to be fetched. */
    Outcome<LogoutToken> read(String text) {
        if (text.length() > MOST_CHARS) {
            return refused("it is too long");
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            String issuer = token.getJWTClaimsSet().getIssuer();
            LogoutTokenValidator validator = issuer == null ? null : validators.get(issuer);
            return validator == null
                    ? refused("its issuer is no provider of ours")
                    : verified(token, validator, issuer);
        } catch (ParseException | IllegalArgumentException bad) {
            return refused(String.valueOf(bad.getMessage()));
        }
    }

    private Outcome<LogoutToken> verified(SignedJWT token, LogoutTokenValidator validator, String issuer) {
        try {
            LogoutTokenClaimsSet claims = validator.validate(token);
            reachable(issuer);
            return timely(claims, issuer);
        } catch (RateLimitReachedException inventedKid) {
            LOG.debug("A logout token names a key that is not known, and the keys were fetched a moment ago.");
            return Outcome.refused(Refusal.KEYS_UNAVAILABLE);
        } catch (KeySourceException failure) {
            unreachable(issuer, failure);
            return Outcome.refused(Refusal.KEYS_UNAVAILABLE);
        } catch (BadJOSEException | JOSEException bad) {
            return refused(String.valueOf(bad.getMessage()));
        }
    }

    /** Once a change: anybody may send a token that names a provider. */
    private void unreachable(String issuer, KeySourceException failure) {
        if (unreachable.add(issuer)) {
            LOG.warn(
                    "The keys of {} cannot be fetched; its logouts are answered with 503. {}",
                    issuer,
                    failure.toString());
        }
    }

    private void reachable(String issuer) {
        if (unreachable.remove(issuer)) {
            LOG.info("The keys of {} can be fetched again.", issuer);
        }
    }

    private Outcome<LogoutToken> timely(LogoutTokenClaimsSet claims, String issuer) {
        Instant now = clock.instant();
        Instant issued = claims.getIssueTime().toInstant();
        Instant expires = claims.getExpirationTime().toInstant();
        if (issued.isAfter(now.plus(Provider.SKEW)) || issued.isBefore(now.minus(MOST_AGE))) {
            return refused("it was issued too long ago, or in the future");
        }
        if (expires.isAfter(now.plus(LONGEST_LIFE))) {
            return refused("it is valid for too long");
        }
        if (claims.getClaim("sid") != null && claims.getSessionID() == null) {
            return refused(
                    "its sid is no text"); // the library reads it as absent: all of the subject would be signed out
        }
        Optional<String> session = Optional.ofNullable(claims.getSessionID()).map(sid -> sid.getValue());
        Optional<String> subject = Optional.ofNullable(claims.getSubject()).map(sub -> sub.getValue());
        return Stream.concat(session.stream(), subject.stream()).allMatch(LogoutTokens::isName)
                ? Outcome.passed(
                        new LogoutToken(issuer, claims.getJWTID().getValue(), expires.toEpochMilli(), session, subject))
                : refused("its session or subject is no name that can be kept");
    }

    private static boolean isName(String text) {
        return text.length() <= MOST_NAME_CHARS && text.codePoints().noneMatch(Character::isISOControl);
    }

    /** The text may come from the token: never above DEBUG. */
    private static Outcome<LogoutToken> refused(String why) {
        LOG.debug("A logout token is refused: {}", why);
        return Outcome.refused(Refusal.LOGOUT_TOKEN_INVALID);
    }
}
