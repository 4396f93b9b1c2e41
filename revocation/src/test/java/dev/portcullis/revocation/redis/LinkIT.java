package dev.portcullis.revocation.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.testing.RedisSentinels;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** How a connection is left. Under Sentinels, because a node that stands alone is looked for nowhere else. */
final class LinkIT {

    private final RedisSentinels redis = RedisSentinels.start(1);
    private final RedisConnections connections = connections();
    private final Link link = connections.link();

    @AfterEach
    void closeAll() {
        link.close();
        connections.close();
        redis.close();
    }

    @Test
    void connectionThatIsLeftIsClosedOnceItsCommandIsAnsweredAndNotBefore() throws Exception {
        long former = client();
        CompletableFuture<KeyValue<String, String>> waiting =
                link.with(redis -> redis.blpop(5, "queue").single()).toFuture();
        await().atMost(ofSeconds(30)).until(() -> cli("CLIENT", "LIST").contains("cmd=blpop"));

        connections.lookAgain();
        assertThat(client()).isNotEqualTo(former);
        cli("RPUSH", "queue", "answer");

        assertThat(waiting.get().getValue()).isEqualTo("answer");
        await().atMost(ofSeconds(30)).until(() -> !cli("CLIENT", "LIST").contains("id=" + former + " "));
    }

    @Test
    void connectionInDoubtTakesNothingMoreAndLeavesToOthersTheirAnswers() throws Exception {
        client();
        CompletableFuture<KeyValue<String, String>> waiting =
                link.with(redis -> redis.blpop(5, "queue").single()).toFuture();
        await().atMost(ofSeconds(30)).until(() -> cli("CLIENT", "LIST").contains("cmd=blpop"));

        RuntimeException doubt = new RedisException("in doubt");
        Throwable first = failureOf(link.with(redis -> Mono.error(doubt)));
        Throwable next = failureOf(link.with(redis -> redis.ping()));
        cli("RPUSH", "queue", "answer");

        assertThat(first).isSameAs(doubt);
        assertThat(next).isSameAs(doubt);
        assertThat(waiting.get().getValue()).isEqualTo("answer");
        await().atMost(ofSeconds(30)).until(() -> failureOf(link.with(redis -> redis.ping())) == NONE);
    }

    private static final Throwable NONE = new IllegalStateException("no failure");

    private static Throwable failureOf(Mono<?> work) {
        return work.then(Mono.<Throwable>just(NONE))
                .onErrorResume(Mono::just)
                .blockOptional(ofSeconds(30))
                .orElseThrow();
    }

    private long client() {
        return link.with(redis -> redis.clientId()).blockOptional(ofSeconds(30)).orElseThrow();
    }

    private String cli(String... command) {
        return redis.nodes().get(0).redis().cli(command);
    }

    private RedisConnections connections() {
        RedisURI.Builder uri = RedisURI.builder().withSentinelMasterId(RedisSentinels.MASTER);
        redis.sentinelPorts().forEach(port -> uri.withSentinel("127.0.0.1", port));
        return new RedisConnections(uri.build(), null, Duration.ofSeconds(10));
    }
}
