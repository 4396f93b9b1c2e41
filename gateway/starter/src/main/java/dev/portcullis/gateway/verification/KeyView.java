package dev.portcullis.gateway.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What operators may see of the keys of one issuer at one moment. Nothing in it is secret, and no text of a stranger is
 * longer than a name.
 *
 * @param source where they come from: an address without user info and query, or {@code secrets}
 * @param keys those that may verify
 * @param skipped why entries of the set are not among them, one text each
 * @param loadedAt when the set was last loaded well; nothing where it never was
 * @param unavailable why no token can be verified now, where that is so
 */
public record KeyView(
        String source,
        List<Entry> keys,
        List<String> skipped,
        Optional<Instant> loadedAt,
        Optional<String> unavailable,
        Loads loads) {

    public KeyView {
        keys = List.copyOf(keys);
        skipped = List.copyOf(skipped);
    }

    /**
     * One key.
     *
     * @param kid its name, cut short; {@code none} where it has none, its place in the configuration for a secret
     * @param algorithms what it may verify, of those that its type allows
     * @param thumbprint RFC 7638, of a public key
     */
    public record Entry(String kid, List<String> algorithms, Optional<String> thumbprint) {

        public Entry {
            algorithms = List.copyOf(algorithms);
        }
    }

    /**
     * How the loads went.
     *
     * @param succeeded how many gave at least one usable key
     * @param failed how many did not
     * @param lastFailure why the last load failed, where it did
     * @param next when the next one is due
     */
    public record Loads(long succeeded, long failed, Optional<String> lastFailure, Optional<Instant> next) {

        static final Loads NONE = new Loads(0, 0, Optional.empty(), Optional.empty());
    }
}
