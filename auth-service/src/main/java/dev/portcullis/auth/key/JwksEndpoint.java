package dev.portcullis.auth.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys, for everybody. */
@RestController
final class JwksEndpoint {

    /** Short: a new key is published ahead of its first token by less than a long cache would keep the old set. */
    private static final CacheControl CACHE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final KeyRing keys;

    JwksEndpoint(KeyRing keys) {
        this.keys = keys;
    }

    @GetMapping(path = "/.well-known/jwks.json", produces = "application/json")
    ResponseEntity<byte[]> keySet() {
        return ResponseEntity.ok().cacheControl(CACHE).body(keys.publicSet().getBytes(UTF_8));
    }
}
