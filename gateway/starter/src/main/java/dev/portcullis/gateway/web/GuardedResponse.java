package dev.portcullis.gateway.web;

import dev.portcullis.gateway.stream.OpenStream;
import dev.portcullis.gateway.stream.StreamEnd;
import io.netty.channel.Channel;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A response that ends with what admitted it, however short it says it is.
 *
 * <p>Its channel is closed, without a last chunk: a body that was cut must never look whole. That cancels the body, and
 * the upstream.
 */
final class GuardedResponse extends ServerHttpResponseDecorator {

    private final Function<Consumer<StreamEnd>, OpenStream> opening;

    /** @param opening opens the stream; its argument is told to cut the body */
    GuardedResponse(ServerHttpResponse response, Function<Consumer<StreamEnd>, OpenStream> opening) {
        super(response);
        this.opening = opening;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return super.writeWith(hasNone() ? body : watched(body));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return super.writeAndFlushWith(hasNone() ? body : watched(body));
    }

    /** @see <a href="https://datatracker.ietf.org/doc/html/rfc9112#section-6.3">RFC 9112, section 6.3</a> */
    private boolean hasNone() {
        HttpStatusCode status = getStatusCode();
        return HttpStatus.NO_CONTENT.equals(status) || HttpStatus.NOT_MODIFIED.equals(status);
    }

    private <T> Flux<T> watched(Publisher<T> body) {
        return Flux.using(() -> opening.apply(end -> close()), stream -> body, OpenStream::close);
    }

    private void close() {
        HttpServerResponse response = getNativeResponse(getDelegate());
        response.withConnection(connection -> {
            Channel channel = connection.channel();
            channel.close();
        });
    }
}
