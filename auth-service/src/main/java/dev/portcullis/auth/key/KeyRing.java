package dev.portcullis.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Signs, and says which keys verify. Loaded before the port opens. */
@Component
public final class KeyRing {

    private final KeyRows rows;
    private final AtomicReference<@Nullable Snapshot> snapshot = new AtomicReference<>();

    private record Snapshot(JWSHeader header, JWSSigner signer, Map<String, JWSVerifier> verifiers, String publicSet) {}

    KeyRing(KeyRows rows) {
        this.rows = rows;
    }

    /** Reads the keys, and makes the first one where there is none. */
    public Mono<Void> load() {
        return rows.loadOrCreate()
                .map(KeyRing::snapshotOf)
                .doOnNext(snapshot::set)
                .then();
    }

    /** The signed token, by the current key. Reads system entropy: not for an event loop. */
    public String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(loaded().header(), claims);
        try {
            token.sign(loaded().signer());
        } catch (JOSEException defect) {
            throw new IllegalStateException("A key of ours signs.", defect);
        }
        return token.serialize();
    }

    /** What verifies ES256 under this kid. */
    public Optional<JWSVerifier> verifier(@Nullable String kid) {
        return kid == null
                ? Optional.empty()
                : Optional.ofNullable(loaded().verifiers().get(kid));
    }

    /** The public keys as a JWK Set (RFC 7517, section 5). */
    String publicSet() {
        return loaded().publicSet();
    }

    private Snapshot loaded() {
        Snapshot loaded = snapshot.get();
        if (loaded == null) {
            throw new IllegalStateException("The keys are read before the port opens.");
        }
        return loaded;
    }

    private static Snapshot snapshotOf(List<ECKey> newestFirst) {
        ECKey current = newestFirst.get(0);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(current.getKeyID())
                .build();
        Map<String, JWSVerifier> verifiers = new HashMap<>();
        try {
            for (ECKey key : newestFirst) {
                verifiers.put(key.getKeyID(), new ECDSAVerifier(key.toPublicJWK()));
            }
            return new Snapshot(header, new ECDSASigner(current), Map.copyOf(verifiers), publicSet(newestFirst));
        } catch (JOSEException defect) {
            throw new IllegalStateException("A key of ours is on P-256.", defect);
        }
    }

    private static String publicSet(List<ECKey> keys) {
        return new JWKSet(List.<JWK>copyOf(keys)).toString(true);
    }
}
