package dev.portcullis.revocation.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/** Asks the feed for one page. An answer is bounded in time and size. */
final class FeedClient {

    /** One entry takes some 170 bytes as JSON. */
    private static final int MOST_BYTES = 4_096 + FeedPage.MOST_ENTRIES * 512;

    private final ConnectionProvider connections;
    private final HttpClient http;
    private final String uri;
    private final Duration patience;

    /**
     * @param connecting how long that may take
     * @param patience how long an answer may take, connecting and the wait that was asked for with it
     */
    FeedClient(FeedSettings settings, Duration connecting, Duration patience) {
        this.connections = ConnectionProvider.builder("portcullis-feed")
                .maxConnections(2)
                .pendingAcquireMaxCount(2)
                .pendingAcquireTimeout(connecting)
                .build();
        String basic = "Basic " + credentials(settings);
        this.http = HttpClient.create(connections)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connecting.toMillis())
                .headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, basic)
                        .set(HttpHeaderNames.ACCEPT, "application/json"));
        this.uri = settings.uri().toString();
        this.patience = patience;
    }

    /** Both halves are form-encoded first (RFC 6749, section 2.3.1), or a colon in the id would end it. */
    private static String credentials(FeedSettings settings) {
        String id = URLEncoder.encode(settings.clientId(), UTF_8);
        String secret = URLEncoder.encode(settings.clientSecret().revealed(), UTF_8);
        return Base64.getEncoder().encodeToString((id + ':' + secret).getBytes(UTF_8));
    }

    /** The next page behind {@code after}. Never empty; fails with {@link FeedTrouble.Answered} or what the network says. */
    Mono<FeedPage> page(long after, Duration wait) {
        return http.get()
                .uri(uri + "?after=" + after + "&wait=" + wait.toMillis())
                .response(FeedClient::body)
                .single()
                .timeout(patience) // over the whole answer: one that trickles in counts as none
                .map(body -> FeedFormat.read(body).orElseThrow(() -> new FeedTrouble.Answered(FeedTrouble.NO_FEED)));
    }

    private static Mono<byte[]> body(HttpClientResponse response, ByteBufFlux body) {
        int status = response.status().code();
        return status == 200
                ? body.asByteArray()
                        .collect(ByteArrayOutputStream::new, FeedClient::add)
                        .map(ByteArrayOutputStream::toByteArray)
                : Mono.error(new FeedTrouble.Answered(FeedTrouble.ofStatus(status)));
    }

    private static void add(ByteArrayOutputStream read, byte[] more) {
        if (read.size() + more.length > MOST_BYTES) {
            throw new FeedTrouble.Answered(FeedTrouble.NO_FEED);
        }
        read.writeBytes(more);
    }

    Mono<Void> close() {
        return connections.disposeLater();
    }
}
