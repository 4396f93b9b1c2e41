package dev.portcullis.gateway.verification;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What we read of a token's header; {@code jku}, {@code x5u}, {@code jwk} and the rest are not read at all.
 *
 * @param kid a hint at the key (RFC 7515, section 4.1.4)
 * @param type the {@code typ} in lower case and without {@code application/}; {@code jwt} where it is absent
 */
record JoseHeader(String algorithm, @Nullable String kid, String type) {

    private static final String CRITICAL = "crit";
    private static final String MEDIA_TYPE_PREFIX = "application/";

    static Outcome<JoseHeader> of(Map<String, Object> members) {
        Object algorithm = members.get("alg");
        Object kid = members.get("kid");
        Object type = members.getOrDefault("typ", "JWT");
        boolean kidIsOdd = members.containsKey("kid") && !(kid instanceof String);
        // RFC 7515, section 4.1.11: an extension that is not understood MUST be refused, and we understand none
        if (!(algorithm instanceof String alg)
                || !(type instanceof String typ)
                || kidIsOdd
                || members.containsKey(CRITICAL)) {
            return new Outcome.Refused<>(new Refusal.InvalidToken(Reason.MALFORMED));
        }
        return new Outcome.Passed<>(new JoseHeader(alg, (String) kid, typeOf(typ)));
    }

    /** RFC 7515, section 4.1.9: a media type, so without regard to case. */
    static String typeOf(String typ) {
        String lower = typ.toLowerCase(Locale.ROOT);
        return lower.startsWith(MEDIA_TYPE_PREFIX) ? lower.substring(MEDIA_TYPE_PREFIX.length()) : lower;
    }

    Outcome<SignatureAlgorithm> algorithmAmong(Set<SignatureAlgorithm> allowed) {
        return SignatureAlgorithm.named(algorithm)
                .filter(allowed::contains)
                .<Outcome<SignatureAlgorithm>>map(Outcome.Passed::new)
                .orElseGet(() -> new Outcome.Refused<>(new Refusal.InvalidToken(Reason.ALGORITHM)));
    }
}
