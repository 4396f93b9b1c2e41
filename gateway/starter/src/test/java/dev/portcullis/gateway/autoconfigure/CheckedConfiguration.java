package dev.portcullis.gateway.autoconfigure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** A good configuration with what a test changes of it, and what its check makes of that. */
final class CheckedConfiguration {

    static final String ROUTE = "spring.cloud.gateway.server.webflux.routes[0].";
    private static final List<String> GOOD = List.of(
            ROUTE + "id=r",
            ROUTE + "uri=http://127.0.0.1:1",
            ROUTE + "predicates[0]=Path=/**",
            "portcullis.issuers.main.issuer=https://issuer.example/",
            "portcullis.issuers.main.jwks-uri=http://127.0.0.1:1/jwks",
            "portcullis.issuers.main.audiences=api");

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(PortcullisProperties.class)
    static class JustTheCheck {

        @Bean
        static BindingProblems bindingProblems() {
            return new BindingProblems();
        }

        @Bean
        GatewayProperties gatewayProperties() {
            return new GatewayProperties();
        }

        @Bean
        GatewaySettings settings(
                PortcullisProperties properties,
                GatewayProperties gateway,
                BindingProblems binding,
                Environment environment) {
            return SettingsCheck.settings(properties, gateway, binding, environment);
        }
    }

    private CheckedConfiguration() {}

    private static ApplicationContextRunner with(String... changes) {
        List<String> all = new ArrayList<>(GOOD);
        all.addAll(List.of(changes));
        return new ApplicationContextRunner()
                .withUserConfiguration(JustTheCheck.class)
                .withPropertyValues(all.toArray(String[]::new));
    }

    static GatewaySettings settings(String... changes) {
        AtomicReference<GatewaySettings> settings = new AtomicReference<>();
        with(changes).run(context -> settings.set(context.getBean(GatewaySettings.class)));
        return settings.get();
    }

    /** What the operator is told at the start. */
    static String description(String... changes) {
        AtomicReference<String> description = new AtomicReference<>();
        with(changes).run(context -> {
            var analysis = new BadConfigurationFailureAnalyzer().analyze(requireNonNull(context.getStartupFailure()));
            description.set(requireNonNull(analysis).getDescription() + analysis.getAction());
        });
        return description.get();
    }
}
