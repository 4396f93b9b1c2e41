package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.firewall.RequestFirewall;
import dev.portcullis.gateway.web.ClientHeaders;
import dev.portcullis.gateway.web.CorsVerdict;
import dev.portcullis.gateway.web.FirewallMapping;
import dev.portcullis.gateway.web.ForwardedHeaders;
import dev.portcullis.gateway.web.ForwardedHeadersKeeper;
import dev.portcullis.gateway.web.IdentityHeaders;
import dev.portcullis.gateway.web.OneCorsAnswer;
import dev.portcullis.gateway.web.RefusalRenderer;
import dev.portcullis.gateway.web.ServerEdge;
import dev.portcullis.gateway.web.TrustedProxies;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.filter.cors.CorsGatewayFilterApplicationListener;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What stands before and round the decision: the firewall, and the headers of the request that goes on. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    @Bean
    RequestFirewall portcullisRequestFirewall(GatewaySettings settings) {
        return new RequestFirewall(settings.edge().firewall());
    }

    @Bean
    TrustedProxies portcullisTrustedProxies(GatewaySettings settings) {
        return new TrustedProxies(settings.edge().trustedProxies());
    }

    @Bean
    IdentityHeaders portcullisIdentityHeaders(GatewaySettings settings, TrustedProxies proxies) {
        return new IdentityHeaders(
                settings.identityHeaders(),
                settings.edge().maxIdentityChars(),
                new ForwardedHeaders(proxies, new ClientHeaders(settings.edge().relayHeaders())));
    }

    @Bean
    ForwardedHeadersKeeper portcullisForwardedHeaders() {
        return new ForwardedHeadersKeeper();
    }

    @Bean
    OneCorsAnswer portcullisOneCorsAnswer() {
        return new OneCorsAnswer();
    }

    /** Not for injection by type: whoever asks for the gateway's mapping means the one that routes. */
    @Bean(defaultCandidate = false)
    FirewallMapping portcullisFirewallMapping(
            RequestFirewall firewall,
            RefusalRenderer refusals,
            FilteringWebHandler handler,
            RouteLocator routes,
            GlobalCorsProperties cors,
            Environment environment) {
        return new FirewallMapping(firewall, refusals, new FirewallMapping.Parts(handler, routes, cors, environment));
    }

    /** By type, which gives the mapping that routes. */
    @Bean
    SmartInitializingSingleton portcullisCorsVerdict(RoutePredicateHandlerMapping mapping) {
        return () -> mapping.setCorsProcessor(new CorsVerdict());
    }

    /** A second one of the gateway's own, so that routes' CORS metadata reaches our mapping as it reaches theirs. */
    @Bean(defaultCandidate = false)
    @ConditionalOnProperty(name = GatewayProperties.PREFIX + ".globalcors.enabled", matchIfMissing = true)
    CorsGatewayFilterApplicationListener portcullisCors(
            GlobalCorsProperties cors,
            @Qualifier("portcullisFirewallMapping") FirewallMapping mapping,
            RouteLocator routes) {
        return new CorsGatewayFilterApplicationListener(cors, mapping, routes);
    }

    @Bean
    ServerEdge portcullisServerEdge(GatewaySettings settings, RefusalRenderer refusals, TrustedProxies proxies) {
        return new ServerEdge(settings.edge().serverHeaderBytes(), refusals, proxies);
    }
}
