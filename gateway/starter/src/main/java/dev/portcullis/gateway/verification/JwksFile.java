package dev.portcullis.gateway.verification;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A key set in a file, read anew at each refresh, off the event loop. */
final class JwksFile implements JwksSource {

    private final Path file;

    JwksFile(URI address) {
        this.file = Path.of(address);
    }

    @Override
    public Mono<byte[]> load() {
        return Mono.fromCallable(this::read).subscribeOn(Schedulers.boundedElastic());
    }

    private byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new Unusable("larger than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }
}
