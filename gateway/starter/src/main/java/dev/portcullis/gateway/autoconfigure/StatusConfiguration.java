package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.autoconfigure.PortcullisGatewayAutoConfiguration.TrustedIssuers;
import dev.portcullis.revocation.ProvedRevocationList;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells operators what the gateway is doing, where the host application has such endpoints and exposes this one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
final class StatusConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint
    StatusEndpoint portcullisStatusEndpoint(
            RouteLocator routes,
            TrustedIssuers issuers,
            GatewaySettings settings,
            PortcullisProperties written,
            ObjectProvider<ProvedRevocationList> list) {
        return new StatusEndpoint(
                routes,
                new RouteStatus.Reader(issuers.all(), settings.rules()),
                issuers.all(),
                () -> RevocationStatusView.of(written.revocation().mode(), list.getIfAvailable(), settings.list()));
    }
}
