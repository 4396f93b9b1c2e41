package dev.portcullis.gateway.web;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A response whose headers do not wait for its first event. The framework writes nothing before the body's first part, so a
 * stream that is quiet at first would look like an upstream that does not answer. An empty part is no octet on the wire.
 */
final class PromptResponse extends ServerHttpResponseDecorator {

    PromptResponse(ServerHttpResponse response) {
        super(response);
    }

    /** The framework's way for streaming media types only; other bodies come with their headers. */
    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        Flux<Publisher<? extends DataBuffer>> nothingYet =
                Flux.just(Mono.fromSupplier(() -> bufferFactory().wrap(new byte[0])));
        return super.writeAndFlushWith(nothingYet.concatWith(body));
    }
}
