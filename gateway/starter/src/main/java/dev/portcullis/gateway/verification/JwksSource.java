package dev.portcullis.gateway.verification;

import java.net.URI;
import reactor.core.publisher.Mono;

/** Where the key set of an issuer comes from. */
@FunctionalInterface
public interface JwksSource {

    /** No key set that we would read is larger. */
    int MAX_BYTES = 512 * 1_024;

    /** The bytes of the set, an error where there is none. Answers within its own time-out. Does not block. */
    Mono<byte[]> load();

    /** The source at an address of the configuration: http, https or file. */
    static JwksSource at(URI address) {
        return "file".equalsIgnoreCase(address.getScheme()) ? new JwksFile(address) : new JwksOverHttp(address);
    }

    /** A set that is larger than {@link #MAX_BYTES}, or an answer that is none. */
    final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String reason) {
            super(reason);
        }
    }
}
