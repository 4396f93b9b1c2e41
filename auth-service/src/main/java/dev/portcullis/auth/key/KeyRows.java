package dev.portcullis.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.database.Rows;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.auth.settings.BadConfiguration;
import io.r2dbc.spi.Readable;
import java.text.ParseException;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The signing keys in the database. */
@Component
final class KeyRows {

    private static final String WRONG_KEY = "The environment variable PORTCULLIS_KEY_ENCRYPTION_KEY does not open the"
            + " signing key in the database: it must hold the value under which that key was sealed.";

    private final Database database;
    private final KeyCipher cipher;

    KeyRows(Database database, AuthSettings settings) {
        this.database = database;
        this.cipher = new KeyCipher(settings.secrets().keyEncryption());
    }

    /** All keys, the newest first; makes the first one where there is none. Never empty. */
    Mono<List<ECKey>> loadOrCreate() {
        return load().flatMap(keys -> keys.isEmpty() ? createFirst().then(load()) : Mono.just(keys));
    }

    private Mono<List<ECKey>> load() {
        return database.inTransaction(
                database.list(database.sql("SELECT kid, sealed_jwk FROM signing_key ORDER BY ordinal DESC")
                        .map(this::open)));
    }

    /** Where another instance was faster, its key is the key: the unique ordinal lets one insert through. */
    private Mono<Void> createFirst() {
        return database.inTransaction(Mono.fromCallable(KeyRows::generate).flatMap(this::insertFirst))
                .onErrorComplete(DataIntegrityViolationException.class)
                .then();
    }

    private Mono<Long> insertFirst(ECKey key) {
        return database.changed(database.sql("INSERT INTO signing_key (kid, ordinal, sealed_jwk, created_at)"
                        + " VALUES (:kid, 1, :sealed, clock_millis())")
                .bind("kid", key.getKeyID())
                .bind("sealed", cipher.seal(key.getKeyID(), key.toJSONString())));
    }

    private ECKey open(Readable row) {
        String kid = Rows.text(row, "kid");
        String jwk = cipher.open(kid, Rows.text(row, "sealed_jwk")).orElseThrow(() -> new BadConfiguration(WRONG_KEY));
        try {
            return ECKey.parse(jwk);
        } catch (ParseException unsealedButNoKey) {
            throw new IllegalStateException("What was sealed under a kid is a key.");
        }
    }

    private static ECKey generate() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .keyIDFromThumbprint(true)
                .generate();
    }
}
