package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.admission.AdmissionPipeline;
import dev.portcullis.gateway.credential.CredentialReader;
import dev.portcullis.gateway.firewall.RequestFirewall;
import dev.portcullis.gateway.policy.AccessRules;
import dev.portcullis.gateway.revocation.RevocationCheck;
import dev.portcullis.gateway.verification.KeyRefresher;
import dev.portcullis.gateway.verification.TokenVerifier;
import dev.portcullis.gateway.verification.TrustedIssuer;
import dev.portcullis.gateway.verification.VerificationMeters;
import dev.portcullis.gateway.verification.VerifiedTokenCache;
import dev.portcullis.gateway.web.AdmissionFilter;
import dev.portcullis.gateway.web.Forwarding;
import dev.portcullis.gateway.web.IdentityHeaders;
import dev.portcullis.gateway.web.RefusalRecord;
import dev.portcullis.gateway.web.RefusalRenderer;
import dev.portcullis.gateway.web.StreamGuard;
import dev.portcullis.gateway.web.UnseenRecord;
import dev.portcullis.revocation.RevocationList;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** Puts the admission filter into a Spring Cloud Gateway, room by room in the order of the request. */
@AutoConfiguration(after = GatewayAutoConfiguration.class)
@ConditionalOnBean(GatewayProperties.class)
@EnableConfigurationProperties(PortcullisProperties.class)
@Import({
    EdgeConfiguration.class,
    RevocationListConfiguration.class,
    ReadinessConfiguration.class,
    StatusConfiguration.class,
    StreamConfiguration.class
})
final class PortcullisGatewayAutoConfiguration {

    @Bean
    static BindingProblems portcullisBindingProblems() {
        return new BindingProblems();
    }

    @Bean
    GatewaySettings portcullisSettings(
            PortcullisProperties properties,
            GatewayProperties gateway,
            BindingProblems binding,
            ConfigurableEnvironment environment) {
        UnknownVariables.tell(environment);
        return SettingsCheck.settings(properties, gateway, binding, environment);
    }

    /** The host application's clock and meters where it has any. */
    @Bean
    Surroundings portcullisSurroundings(ObjectProvider<Clock> clock, ObjectProvider<MeterRegistry> meters) {
        return new Surroundings(
                clock.getIfAvailable(Clock::systemUTC), meters.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    TrustedIssuers portcullisIssuers(GatewaySettings settings, Surroundings surroundings) {
        return new TrustedIssuers(settings.issuers().stream()
                .map(issuer -> new TrustedIssuer(
                        issuer, issuer.keys().open(issuer.name(), settings.keys(), surroundings.clock())))
                .toList());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    KeyRefresher portcullisKeyRefresher(TrustedIssuers issuers) {
        return new KeyRefresher(issuers.all().stream().map(TrustedIssuer::keys).toList());
    }

    @Bean
    RevocationCheck portcullisRevocationCheck(RevocationList list, Surroundings surroundings) {
        return new RevocationCheck(list, surroundings.meters());
    }

    @Bean
    AdmissionPipeline portcullisAdmissionPipeline(
            GatewaySettings settings, TrustedIssuers issuers, RevocationCheck revocations, Surroundings surroundings) {
        return new AdmissionPipeline(
                new AccessRules(settings.rules()),
                new CredentialReader(settings.maxTokenChars()),
                new TokenVerifier(issuers.all(), tokenCache(settings, issuers, surroundings), surroundings.clock()),
                revocations);
    }

    private static VerifiedTokenCache tokenCache(
            GatewaySettings settings, TrustedIssuers issuers, Surroundings surroundings) {
        VerifiedTokenCache cache = new VerifiedTokenCache(settings.tokenCacheBytes());
        VerificationMeters meters = new VerificationMeters(surroundings.meters(), surroundings.clock());
        issuers.all().forEach(meters::bind);
        meters.bind(cache);
        return cache;
    }

    @Bean
    RefusalRenderer portcullisRefusalRenderer(GatewaySettings settings, Surroundings surroundings) {
        return new RefusalRenderer(settings.problemTypes(), settings.realm(), new RefusalRecord(surroundings.meters()));
    }

    @Bean
    Forwarding portcullisForwarding(IdentityHeaders identity, StreamGuard streams, Surroundings surroundings) {
        return new Forwarding(identity, streams, new UnseenRecord(surroundings.meters()));
    }

    @Bean
    AdmissionFilter portcullisAdmissionFilter(
            RequestFirewall firewall, AdmissionPipeline pipeline, Forwarding forwarding, RefusalRenderer refusals) {
        return new AdmissionFilter(firewall, pipeline, forwarding, refusals);
    }

    @Bean
    RoutesAtStart portcullisRoutesAtStart(RouteLocator routes, RouteReport report, Surroundings surroundings) {
        return new RoutesAtStart(routes, report, surroundings.meters());
    }

    @Bean
    UnguardedMappings portcullisUnguardedMappings(ListableBeanFactory beans) {
        return new UnguardedMappings(beans);
    }

    /** A list of beans would be gathered from singles; this stays one. */
    record TrustedIssuers(List<TrustedIssuer> all) {}

    record Surroundings(Clock clock, MeterRegistry meters) {}
}
