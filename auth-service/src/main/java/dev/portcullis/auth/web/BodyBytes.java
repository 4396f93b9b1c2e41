package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Bodies as they came: bounded before anything reads them. */
public final class BodyBytes {

    private static final int MOST = 16 * 1024;

    private BodyBytes() {}

    /** All of them, none where there is no body, or {@code tooLarge}. Never empty. */
    public static Mono<Outcome<byte[]>> read(ServerHttpRequest request, Refusal tooLarge) {
        return DataBufferUtils.join(request.getBody(), MOST)
                .map(BodyBytes::take)
                .singleOptional()
                .map(bytes -> Outcome.passed(bytes.orElse(new byte[0])))
                .onErrorReturn(DataBufferLimitException.class, Outcome.refused(tooLarge));
    }

    private static byte[] take(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
