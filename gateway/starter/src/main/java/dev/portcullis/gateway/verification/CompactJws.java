package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import java.util.Base64;
import java.util.Optional;

/**
 * A signed token in its compact form, taken apart.
 *
 * <p>Only the one canonical text of it is read (RFC 7515, section 2: no padding, and no bits to spare behind the last
 * character). With several texts of one token, each would be another cache key and another revocation digest.
 *
 * @param signingInput what the signature is over: header, dot and payload as they were sent
 */
record CompactJws(byte[] header, byte[] payload, byte[] signature, byte[] signingInput) {

    private static final int PARTS = 3;
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    static Outcome<CompactJws> parse(String text) {
        String[] parts = text.split("\\.", PARTS + 1); // what has more is not taken apart to its end
        if (parts.length != PARTS) {
            return malformed(); // a JWE has five parts, an unsigned text fewer than three
        }
        Optional<byte[]> header = decode(parts[0]);
        Optional<byte[]> payload = decode(parts[1]);
        Optional<byte[]> signature = decode(parts[2]);
        if (header.isEmpty() || payload.isEmpty() || signature.isEmpty() || signature.get().length == 0) {
            return malformed();
        }
        byte[] signingInput = (parts[0] + "." + parts[1]).getBytes(US_ASCII);
        return new Outcome.Passed<>(new CompactJws(header.get(), payload.get(), signature.get(), signingInput));
    }

    /** The bytes of a part, or nothing where the part is foreign or not canonical. */
    private static Optional<byte[]> decode(String part) {
        try {
            byte[] bytes = DECODER.decode(part);
            return ENCODER.encodeToString(bytes).equals(part) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static Outcome<CompactJws> malformed() {
        return new Outcome.Refused<>(new Refusal.InvalidToken(Reason.MALFORMED));
    }

    @Override
    public String toString() {
        return "CompactJws[redacted]";
    }
}
