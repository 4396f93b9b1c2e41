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
 * A key set over http or https. A redirect is not followed: whoever can answer for the address could else send us to any
 * other, inside our network too.
 */
final class JwksOverHttp implements JwksSource {

    private static final int CONNECT_MILLIS = 2_000;
    private static final Duration RESPONSE = Duration.ofSeconds(3);
    /** The response time-out starts anew with each packet; a server that drips must end too. */
    private static final Duration WHOLE = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final HttpClient http;
    private final URI address;

    JwksOverHttp(URI address) {
        this.address = address;
        this.http = HttpClient.create()
                .followRedirect(false)
                .responseTimeout(RESPONSE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                // some servers give the registered type (RFC 7517, section 8.5) only to who asks for it, some never
                .headers(headers ->
                        headers.set(HttpHeaderNames.ACCEPT, "application/jwk-set+json, application/json, */*;q=0.1"));
    }

    @Override
    public Mono<byte[]> load() {
        return http.get()
                .uri(address)
                .response(JwksOverHttp::body)
                .reduceWith(ByteArrayOutputStream::new, JwksOverHttp::append)
                .map(ByteArrayOutputStream::toByteArray)
                .timeout(WHOLE);
    }

    private static Flux<byte[]> body(HttpClientResponse response, ByteBufFlux body) {
        int status = response.status().code();
        return status == OK ? body.asByteArray() : Flux.error(new Unusable("status " + status));
    }

    private static ByteArrayOutputStream append(ByteArrayOutputStream whole, byte[] part) {
        if (whole.size() + part.length > MAX_BYTES) {
            throw new Unusable("larger than " + MAX_BYTES + " bytes");
        }
        whole.writeBytes(part);
        return whole;
    }
}
