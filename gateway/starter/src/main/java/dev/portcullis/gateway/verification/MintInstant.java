package dev.portcullis.gateway.verification;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a token says when it was minted, for the revocations that cover what was minted up to an instant. */
public enum MintInstant {
    /** The {@code iat} claim, rounded down: of a token of the cut-off's own second nobody knows which came first. */
    IAT {
        @Override
        @Nullable Instant of(Claims claims) {
            Instant iat = claims.instant(Claims.ISSUED_AT);
            return iat == null ? null : iat.truncatedTo(ChronoUnit.SECONDS);
        }
    },
    /** The milliseconds of a UUIDv7 in {@code jti}; {@link #IAT} where the {@code jti} is none. */
    JTI {
        @Override
        @Nullable Instant of(Claims claims) {
            Instant precise = millisecondsOf(claims.text(Claims.TOKEN_ID));
            return precise == null ? IAT.of(claims) : precise;
        }
    };

    private static final int UUID_CHARS = 36;
    private static final int TIME_ORDERED = 7;
    private static final int RFC_VARIANT = 2;

    abstract @Nullable Instant of(Claims claims);

    /** RFC 9562, section 5.7: the first 48 bits. */
    private static @Nullable Instant millisecondsOf(@Nullable String jti) {
        if (jti == null || jti.length() != UUID_CHARS) {
            return null; // UUID.fromString takes shorter forms too
        }
        try {
            UUID uuid = UUID.fromString(jti);
            return uuid.version() == TIME_ORDERED && uuid.variant() == RFC_VARIANT
                    ? Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16)
                    : null;
        } catch (IllegalArgumentException noUuid) {
            return null;
        }
    }
}
