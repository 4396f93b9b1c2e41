package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.autoconfigure.PortcullisGatewayAutoConfiguration.Surroundings;
import dev.portcullis.gateway.autoconfigure.PortcullisGatewayAutoConfiguration.TrustedIssuers;
import dev.portcullis.revocation.ProvedRevocationList;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells whether the gateway is ready, where the host application has health at all. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(HealthIndicator.class)
final class ReadinessConfiguration {

    @Bean
    HealthIndicator portcullisHealthIndicator(
            TrustedIssuers issuers, ObjectProvider<ProvedRevocationList> list, Surroundings surroundings) {
        return new GatewayReadiness(
                issuers.all(), () -> list.stream().allMatch(ProvedRevocationList::hasBeenWhole), surroundings.clock());
    }

    /** Not a part of readiness: a list that is not current is the same for every gateway. */
    @Bean
    @ConditionalOnBean(ProvedRevocationList.class)
    HealthIndicator revocationListHealthIndicator(ProvedRevocationList list, GatewaySettings settings) {
        return new RevocationHealth(list, settings.list());
    }
}
