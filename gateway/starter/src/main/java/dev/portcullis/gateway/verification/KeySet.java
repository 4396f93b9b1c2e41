package dev.portcullis.gateway.verification;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The usable keys of one issuer as its key set last gave them.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7517#section-5">RFC 7517, section 5: JWK Set Format</a>
 */
record KeySet(List<VerificationKey> keys) {

    /** Each try costs a signature check, so a token without a {@code kid} gets a bounded number. */
    static final int MAX_CANDIDATES = 8;

    private static final JsonObjects JSON = JsonObjects.lenient();

    KeySet {
        keys = List.copyOf(keys);
    }

    /** Reads a set entry by entry; nothing where the bytes are no key set at all. */
    static Optional<KeySet> parse(byte[] bytes) {
        return JSON.read(bytes)
                .map(set -> set.get("keys"))
                .filter(Collection.class::isInstance)
                .map(entries -> new KeySet(((Collection<?>) entries)
                        .stream()
                                .filter(Map.class::isInstance)
                                .map(entry -> JwkReader.read((Map<?, ?>) entry))
                                .flatMap(Optional::stream)
                                .toList()));
    }

    /** Whether a key of that name is here; a token that names none asks for all of them. */
    boolean knows(@Nullable String kid) {
        return kid == null || keys.stream().anyMatch(key -> kid.equals(key.kid()));
    }

    /** The keys to try. With a {@code kid} only keys of that name: a stranger's must never stand in. */
    List<VerificationKey> candidates(@Nullable String kid, SignatureAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> kid == null || kid.equals(key.kid()))
                .filter(key -> key.serves().contains(algorithm))
                .limit(MAX_CANDIDATES)
                .toList();
    }
}
