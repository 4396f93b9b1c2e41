package dev.portcullis.gateway.verification;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.portcullis.gateway.refusal.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The secrets of an issuer: there from the start, and as long as the gateway runs. A {@code kid} chooses none of them,
 * because no name has been published for any; each that fits is tried.
 */
final class SecretKeys extends IssuerKeys {

    private final KeySource.Secrets source;
    private final KeySet keys;
    private final Instant since;

    SecretKeys(KeySource.Secrets source, InstantSource clock) {
        this.source = source;
        List<Secret> secrets = source.secrets();
        List<VerificationKey> all = new ArrayList<>();
        for (int i = 0; i < secrets.size(); i++) {
            all.add(keyOf(secrets.get(i), "secrets[" + i + "]"));
        }
        this.keys = new KeySet(all, List.of());
        this.since = clock.instant();
    }

    static VerificationKey keyOf(Secret secret, String place) {
        try {
            Set<SignatureAlgorithm> serves = SignatureAlgorithm.servedBy(secret);
            return new VerificationKey(null, place, serves, new MACVerifier(secret.bytes()));
        } catch (JOSEException weak) {
            throw new IllegalArgumentException("A secret was not checked: " + place, weak);
        }
    }

    @Override
    Mono<Outcome<List<VerificationKey>>> keysFor(@Nullable String kid, SignatureAlgorithm algorithm) {
        return Mono.just(pick(keys, null, algorithm));
    }

    @Override
    Outcome<KeySet> held() {
        return new Outcome.Passed<>(keys);
    }

    @Override
    void refreshIfDue() {} // they change with the configuration alone

    @Override
    public boolean firstLoadEnded() {
        return true;
    }

    @Override
    public KeyView view() {
        // the place of a secret stands for its name; of what it is nothing may be told
        List<KeyView.Entry> entries = keys.keys().stream()
                .map(key -> new KeyView.Entry(key.id(), key.shown().algorithms(), Optional.empty()))
                .toList();
        return new KeyView(
                source.shown(), entries, List.of(), Optional.of(since), Optional.empty(), KeyView.Loads.NONE);
    }
}
