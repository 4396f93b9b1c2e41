package dev.portcullis.revocation.spring;

import static dev.portcullis.revocation.TestLog.token;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.RevocationList;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.revocation.redis.DirectRevocationList;
import dev.portcullis.revocation.redis.ListSettings;
import dev.portcullis.revocation.redis.RedisConnections;
import dev.portcullis.revocation.redis.RedisPublisher;
import dev.portcullis.revocation.replicated.ReplicatedRevocationList;
import dev.portcullis.testing.AclLine;
import dev.portcullis.testing.RealRedis;
import dev.portcullis.testing.RedisOverTls;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

/** The users of {@code docs/redis.md} over TLS, from the keys that an operator writes. */
final class RedisOverTlsIT {

    private static final String NAMES_THE_ADDRESS = "ip:127.0.0.1";
    private static final String PREFIX = "{portcullis}";
    private static final ListSettings LIST = new ListSettings(PREFIX, ofSeconds(2), 0, 1, ofDays(1));
    private static final PublisherSettings PUBLISHING = new PublisherSettings(PREFIX, 0, ofSeconds(2), ofMillis(250));

    private final List<AutoCloseable> closing = new ArrayList<>();
    private final TestLog log = new TestLog();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
    }

    @Test
    void publisherAndBothKindsOfListWorkOverTls() {
        RedisOverTls redis = closed(RedisOverTls.start(NAMES_THE_ADDRESS));
        String trust = "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + redis.certificate();
        String bundle = "spring.data.redis.ssl.bundle=redis";

        RedisPublisher publisher = publisher(connections(redis, "portcullis-auth", trust, bundle));
        RevocationList direct = direct(connections(redis, "portcullis-direct", trust, bundle));
        RevocationList replicated = replicated(connections(redis, "portcullis-replicated", trust, bundle));

        awaitStatus(direct, "kept", RevocationStatus.ACTIVE);
        awaitStatus(replicated, "kept", RevocationStatus.ACTIVE);
        assertThat(publisher.publish(log.revoke("gone")).block()).isEqualTo(Publication.CONFIRMED);
        awaitStatus(direct, "gone", RevocationStatus.REVOKED);
        awaitStatus(replicated, "gone", RevocationStatus.REVOKED);
    }

    @Test
    void clientIsKnownByItsCertificateWhereRedisAsksForOne() {
        RedisOverTls redis = closed(RedisOverTls.startMutual(NAMES_THE_ADDRESS));
        String trust = "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + redis.certificate();
        String ours = "spring.ssl.bundle.pem.redis.keystore.certificate=file:" + redis.certificate();
        String key = "spring.ssl.bundle.pem.redis.keystore.private-key=file:" + redis.key();
        String bundle = "spring.data.redis.ssl.bundle=redis";
        publisher(connections(redis, "portcullis-auth", trust, ours, key, bundle));

        awaitStatus(
                direct(connections(redis, "portcullis-direct", trust, ours, key, bundle)),
                "kept",
                RevocationStatus.ACTIVE);
        assertStaysUnknown(redis, direct(connections(redis, "portcullis-direct", trust, bundle)));
    }

    @Test
    void serverThatNobodyVouchesForIsNotBelieved() {
        RedisOverTls redis = closed(RedisOverTls.start(NAMES_THE_ADDRESS));

        assertStaysUnknown(
                redis, direct(connections(redis, "portcullis-direct", "spring.data.redis.ssl.enabled=true")));
    }

    @Test
    void certificateOfAnotherHostIsNotBelieved() {
        RedisOverTls redis = closed(RedisOverTls.start("dns:another.example"));
        String trust = "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + redis.certificate();

        assertStaysUnknown(
                redis, direct(connections(redis, "portcullis-direct", trust, "spring.data.redis.ssl.bundle=redis")));
    }

    @Test
    void versionsThatTheBundleNamesAreTheOnesThatAreSpoken() {
        RedisOverTls redis = closed(RedisOverTls.start(NAMES_THE_ADDRESS));
        String trust = "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + redis.certificate();
        String old = "spring.ssl.bundle.pem.redis.options.enabled-protocols=TLSv1.1";

        assertStaysUnknown(
                redis,
                direct(connections(redis, "portcullis-direct", trust, old, "spring.data.redis.ssl.bundle=redis")));
    }

    /** The list itself is there and current: whoever goes past TLS sees it. */
    private void assertStaysUnknown(RedisOverTls redis, RevocationList list) {
        publisher(inTheClear(redis));
        awaitStatus(direct(inTheClear(redis)), "kept", RevocationStatus.ACTIVE);

        await().pollDelay(ofSeconds(2)).until(() -> true);
        assertThat(status(list, "kept")).isEqualTo(RevocationStatus.UNKNOWN);
    }

    private RedisConnections inTheClear(RedisOverTls redis) {
        RealRedis plain = redis.plain();
        return closed(new RedisConnections(RedisURI.create(plain.host(), plain.port()), null, ofMillis(500)));
    }

    private <T extends AutoCloseable> T closed(T resource) {
        closing.add(resource);
        return resource;
    }

    private RedisConnections connections(RedisOverTls redis, String user, String... properties) {
        AclLine.of(user, redis).set(redis);
        Stream<String> all = Stream.concat(
                Stream.of(
                        "spring.data.redis.host=" + redis.host(),
                        "spring.data.redis.port=" + redis.port(),
                        "spring.data.redis.username=" + user,
                        "spring.data.redis.password=" + AclLine.PASSWORD),
                Stream.of(properties));
        ConfigurableApplicationContext context =
                closed(new SpringApplicationBuilder(SslAutoConfiguration.class, DataRedisAutoConfiguration.class)
                        .web(WebApplicationType.NONE)
                        .run(all.map(property -> "--" + property).toArray(String[]::new)));
        DataRedisConnectionDetails details = context.getBean(DataRedisConnectionDetails.class);
        return closed(SpringRedisConnections.from(details, PREFIX, ofMillis(500)));
    }

    private RedisPublisher publisher(RedisConnections connections) {
        RedisPublisher publisher = closed(new RedisPublisher(connections, log, PUBLISHING, new SimpleMeterRegistry()));
        publisher.start();
        return publisher;
    }

    private DirectRevocationList direct(RedisConnections connections) {
        DirectRevocationList list = closed(new DirectRevocationList(
                connections, LIST, TwinClock.system(Clock.systemUTC()), new SimpleMeterRegistry()));
        list.start();
        return list;
    }

    private ReplicatedRevocationList replicated(RedisConnections connections) {
        ReplicatedRevocationList list = closed(new ReplicatedRevocationList(
                connections, LIST, null, TwinClock.system(Clock.systemUTC()), new SimpleMeterRegistry()));
        list.start();
        return list;
    }

    private static void awaitStatus(RevocationList list, String jti, RevocationStatus status) {
        await(jti + " is " + status)
                .atMost(ofSeconds(30))
                .pollInterval(ofMillis(10))
                .until(() -> status(list, jti) == status);
    }

    private static RevocationStatus status(RevocationList list, String jti) {
        return list.statusOf(token(jti)).blockOptional().orElseThrow();
    }
}
