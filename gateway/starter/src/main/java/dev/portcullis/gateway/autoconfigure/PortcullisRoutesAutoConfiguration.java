package dev.portcullis.gateway.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.route.CachingRouteLocator;
import org.springframework.cloud.gateway.route.CompositeRouteLocator;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import reactor.core.publisher.Flux;

/**
 * Puts the check of the routes where the gateway lets a bean of this name stand in for its own, so it comes before the
 * gateway's. See docs/decisions/0012.
 */
@AutoConfiguration(before = GatewayAutoConfiguration.class)
@ConditionalOnProperty(name = GatewayProperties.PREFIX + ".enabled", matchIfMissing = true)
final class PortcullisRoutesAutoConfiguration {

    @Bean
    RouteReport portcullisRouteReport(ObjectProvider<GatewaySettings> settings) {
        return new RouteReport(() -> settings.getObject().rules());
    }

    /** What the gateway makes of all its sources, with the check between them and the cache. */
    @Bean
    @Primary
    @ConditionalOnMissingBean(name = "cachedCompositeRouteLocator")
    RouteLocator cachedCompositeRouteLocator(@Nullable List<RouteLocator> sources, RouteReport report) {
        List<RouteLocator> all = sources == null ? List.of() : sources; // a host that has excluded the gateway has none
        return new CachingRouteLocator(new CheckedRoutes(new CompositeRouteLocator(Flux.fromIterable(all)), report));
    }
}
