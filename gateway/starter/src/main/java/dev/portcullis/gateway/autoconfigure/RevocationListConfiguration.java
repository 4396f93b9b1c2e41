package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.autoconfigure.PortcullisGatewayAutoConfiguration.Surroundings;
import dev.portcullis.revocation.RevocationList;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.redis.DirectRevocationList;
import dev.portcullis.revocation.redis.RedisConnections;
import dev.portcullis.revocation.spring.SpringRedisConnections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Which list of revocations is asked. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(RevocationList.class)
final class RevocationListConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationListConfiguration.class);
    private static final String MODE = "portcullis.revocation.mode";

    @Configuration(proxyBeanMethods = false)
    @Conditional(SaysOff.class)
    static final class Off {

        @Bean
        RevocationList portcullisRevocationList() {
            LOG.warn("{} is off: revoked tokens are admitted until they expire", MODE);
            return token -> Mono.just(RevocationStatus.ACTIVE);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = MODE, havingValue = "direct", matchIfMissing = true)
    static final class Direct {

        @Bean(destroyMethod = "close")
        RedisConnections portcullisRedisConnections(GatewaySettings settings, DataRedisConnectionDetails redis) {
            // The replicas that a master counts are no bound: one that lost its replicas would count itself alone.
            if (SpringRedisConnections.mayFailOver(redis)) {
                throw new BadConfiguration(
                        List.of("spring.data.redis: this version of the gateway follows one Redis node;"
                                + " give host and port, or url, and neither sentinel nor cluster."));
            }
            try {
                return SpringRedisConnections.from(
                        redis, settings.list().keyPrefix(), settings.list().probePeriod());
            } catch (IllegalStateException unsupported) {
                throw new BadConfiguration(List.of(String.valueOf(unsupported.getMessage())));
            }
        }

        @Bean(initMethod = "start", destroyMethod = "close")
        DirectRevocationList portcullisRevocationList(
                RedisConnections connections, GatewaySettings settings, Surroundings surroundings) {
            return new DirectRevocationList(
                    connections, settings.list(), TwinClock.system(surroundings.clock()), surroundings.meters());
        }
    }

    /** YAML reads a bare {@code off} as the truth value {@code false}. */
    static final class SaysOff extends AnyNestedCondition {

        SaysOff() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty(name = MODE, havingValue = GatewaySettings.OFF)
        static final class InQuotes {}

        @ConditionalOnProperty(name = MODE, havingValue = GatewaySettings.OFF_IN_YAML)
        static final class Bare {}
    }
}
