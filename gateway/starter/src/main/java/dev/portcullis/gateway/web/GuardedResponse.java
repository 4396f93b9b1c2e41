package dev.portcullis.gateway.web;

import dev.portcullis.gateway.stream.StreamEnd;
import io.netty.channel.Channel;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A response that ends with what admitted it.
 *
 * <p>Its channel is closed, without a last chunk: a body that was cut must never look whole. A declared length of at most
 * {@link #SHORT} octets is not watched, for it holds no more than a new request would have got.
 */
final class GuardedResponse extends ServerHttpResponseDecorator {

    static final long SHORT = 64 * 1_024;

    private final Mono<StreamEnd> end;

    GuardedResponse(ServerHttpResponse response, Mono<StreamEnd> end) {
        super(response);
        this.end = end;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return super.writeWith(isShort() ? body : Flux.from(body).takeUntilOther(cut()));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return super.writeAndFlushWith(
                isShort() ? body : Flux.from(body).map(part -> Flux.from(part)).takeUntilOther(cut()));
    }

    private boolean isShort() {
        long length = getHeaders().getContentLength();
        return length >= 0 && length <= SHORT;
    }

    /** Never emits: the end of the body would be its regular end. The closed channel cancels it, and the upstream. */
    private Mono<Void> cut() {
        return end.doOnNext(code -> close()).then(Mono.never());
    }

    private void close() {
        HttpServerResponse response = getNativeResponse(getDelegate());
        response.withConnection(connection -> {
            Channel channel = connection.channel();
            channel.close();
        });
    }
}
