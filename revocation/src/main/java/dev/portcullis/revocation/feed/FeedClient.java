package dev.portcullis.revocation.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
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

    /** @param patience how long connecting may take, and how long an answer may beyond the wait that was asked for */
    FeedClient(FeedSettings settings, Duration patience) {
        this.connections = ConnectionProvider.builder("portcullis-feed")
                .maxConnections(2)
                .pendingAcquireMaxCount(2)
                .pendingAcquireTimeout(patience)
                .build();
        String credentials = settings.clientId() + ':' + settings.clientSecret().revealed();
        String basic = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        this.http = HttpClient.create(connections)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.toMillis())
                .headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, basic)
                        .set(HttpHeaderNames.ACCEPT, "application/json"));
        this.uri = settings.uri().toString();
        this.patience = patience;
    }

    /** The next page behind {@code after}. Never empty; fails with {@link FeedTrouble.Answered} or what the network says. */
    Mono<FeedPage> page(long after, Duration wait) {
        Duration most = patience.plus(wait);
        return http.responseTimeout(most)
                .get()
                .uri(uri + "?after=" + after + "&wait=" + wait.toMillis())
                .response(FeedClient::body)
                .single()
                .timeout(most) // an answer that trickles in counts as none
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
