package dev.portcullis.gateway.verification;

import java.net.URI;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
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
        if ("file".equalsIgnoreCase(address.getScheme())) {
            return new JwksFile(address);
        }
        HttpDocuments http = new HttpDocuments();
        return () -> http.get(address);
    }

    /** A set that is larger than {@link #MAX_BYTES}, or an answer that is none. */
    final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String reason) {
            super(reason);
        }

        /** Why a load failed, for operators; of a foreign error the kind and what the platform says of it. */
        static String reasonOf(@Nullable Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause == null) {
                return "unknown";
            }
            return cause instanceof Unusable
                    ? String.valueOf(cause.getMessage())
                    : ShownText.line(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
    }
}
