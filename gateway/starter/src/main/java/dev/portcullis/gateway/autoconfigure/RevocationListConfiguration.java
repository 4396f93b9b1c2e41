package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.autoconfigure.PortcullisGatewayAutoConfiguration.Surroundings;
import dev.portcullis.gateway.stream.OpenStreams;
import dev.portcullis.revocation.ProvedRevocationList;
import dev.portcullis.revocation.RevocationList;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.redis.DirectRevocationList;
import dev.portcullis.revocation.redis.RedisConnections;
import dev.portcullis.revocation.replicated.ReplicatedRevocationList;
import dev.portcullis.revocation.spring.SpringRedisConnections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Which list of revocations is asked. */
@Configuration(proxyBeanMethods = false)
final class RevocationListConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationListConfiguration.class);

    /** Only when all who listen are there: what was applied before somebody listens, nobody is told. */
    @Bean
    SmartInitializingSingleton portcullisRevocationListStart(RevocationList list, ObjectProvider<OpenStreams> streams) {
        return () -> {
            streams.forEach(list::listen);
            if (list instanceof ProvedRevocationList proved) {
                proved.start();
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(RevocationList.class)
    @Conditional(RevocationMode.SaysOff.class)
    static final class Off {

        @Bean
        RevocationList portcullisRevocationList() {
            LOG.warn("{} is off: revoked tokens are admitted until they expire", RevocationMode.KEY);
            return token -> Mono.just(RevocationStatus.ACTIVE);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(RevocationList.class)
    @Conditional(RevocationMode.DoesNotSayOff.class)
    static final class Proved {

        @Bean(destroyMethod = "close")
        RedisConnections portcullisRedisConnections(
                GatewaySettings settings, PortcullisProperties written, DataRedisConnectionDetails redis) {
            // The replicas that a master counts are no bound: one that lost its replicas would count itself alone.
            if (SpringRedisConnections.mayFailOver(redis)
                    && written.revocation().nodes() == null) {
                throw new BadConfiguration(
                        List.of(PortcullisProperties.PREFIX + ".revocation.nodes: " + ListCheck.NODES_MISSING));
            }
            try {
                return SpringRedisConnections.from(
                        redis, settings.list().keyPrefix(), settings.list().probePeriod());
            } catch (IllegalStateException unsupported) {
                throw new BadConfiguration(List.of(String.valueOf(unsupported.getMessage())));
            }
        }

        @Bean(destroyMethod = "close")
        ProvedRevocationList portcullisRevocationList(
                RedisConnections connections,
                GatewaySettings settings,
                PortcullisProperties written,
                Surroundings surroundings) {
            TwinClock clock = TwinClock.system(surroundings.clock());
            String mode = written.revocation().mode();
            settings.feed().map(feed -> FeedAdvice.on(mode, feed)).ifPresent(advice -> advice.forEach(LOG::warn));
            return mode.equals(RevocationMode.REPLICATED)
                    ? new ReplicatedRevocationList(
                            connections, settings.list(), settings.feed().orElse(null), clock, surroundings.meters())
                    : new DirectRevocationList(connections, settings.list(), clock, surroundings.meters());
        }
    }
}
