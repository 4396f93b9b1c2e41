package dev.portcullis.gateway.verification;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Fetches key sets and metadata over http or https. A redirect is not followed: whoever can answer for an address could
 * else send us to any other, inside our network too.
 */
final class HttpDocuments {

    private static final int CONNECT_MILLIS = 2_000;
    private static final Duration RESPONSE = Duration.ofSeconds(3);
    /** The response time-out starts anew with each packet; a server that drips must end too. */
    private static final Duration WHOLE = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final HttpClient http;

    HttpDocuments() {
        this.http = HttpClient.create()
                .followRedirect(false)
                .responseTimeout(RESPONSE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                // some servers give the registered type (RFC 7517, section 8.5) only to who asks for it, some never
                .headers(headers ->
                        headers.set(HttpHeaderNames.ACCEPT, "application/jwk-set+json, application/json, */*;q=0.1"));
    }

    /** The bytes at an address; an error where the answer is another than 200, too large or too late. */
    Mono<byte[]> get(URI address) {
        return http.get()
                .uri(address)
                .response(HttpDocuments::body)
                .reduceWith(ByteArrayOutputStream::new, HttpDocuments::append)
                .map(ByteArrayOutputStream::toByteArray)
                .timeout(WHOLE);
    }

    private static Flux<byte[]> body(HttpClientResponse response, ByteBufFlux body) {
        int status = response.status().code();
        return status == OK ? body.asByteArray() : Flux.error(new JwksSource.Unusable("status " + status));
    }

    private static ByteArrayOutputStream append(ByteArrayOutputStream whole, byte[] part) {
        if (whole.size() + part.length > JwksSource.MAX_BYTES) {
            throw new JwksSource.Unusable("larger than " + JwksSource.MAX_BYTES + " bytes");
        }
        whole.writeBytes(part);
        return whole;
    }
}
