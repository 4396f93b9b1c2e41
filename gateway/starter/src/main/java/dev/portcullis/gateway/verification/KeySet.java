package dev.portcullis.gateway.verification;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The usable keys of one issuer as its key set last gave them.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7517#section-5">RFC 7517, section 5: JWK Set Format</a>
 */
final class KeySet {

    /** Each try costs a signature check, so a token without a {@code kid} gets a bounded number. */
    static final int MAX_CANDIDATES = 8;

    private static final JsonObjects JSON = JsonObjects.lenient();

    private final List<VerificationKey> keys;
    private final Set<VerificationKey> index;
    private final List<String> skipped;

    /** @param skipped why other entries are not usable, one text each */
    KeySet(List<VerificationKey> keys, List<String> skipped) {
        this.keys = List.copyOf(keys);
        this.index = Set.copyOf(keys);
        this.skipped = List.copyOf(skipped);
    }

    /** Reads a set entry by entry; nothing where the bytes are no key set at all. */
    static Optional<KeySet> parse(byte[] bytes) {
        return JSON.read(bytes)
                .map(set -> set.get("keys"))
                .filter(Collection.class::isInstance)
                .map(entries -> read((Collection<?>) entries));
    }

    private static KeySet read(Collection<?> entries) {
        List<VerificationKey> keys = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Object entry : entries) {
            if (entry instanceof Map<?, ?> members) {
                JwkReader.read(members).ifUsable(keys::add, skipped::add);
            } else {
                skipped.add("an entry is no object");
            }
        }
        return new KeySet(keys, skipped);
    }

    List<VerificationKey> keys() {
        return keys;
    }

    List<String> skipped() {
        return skipped;
    }

    int size() {
        return keys.size();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Whether that very key, not only one of its name, may still verify. */
    boolean holds(VerificationKey key) {
        return index.contains(key);
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

    List<KeyView.Entry> shown() {
        return keys.stream().map(VerificationKey::shown).toList();
    }
}
