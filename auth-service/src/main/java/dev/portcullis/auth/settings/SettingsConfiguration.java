package dev.portcullis.auth.settings;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The settings and the clock, as beans. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    @Bean
    AuthSettings authSettings(PortcullisProperties properties, Environment environment) {
        return SettingsReader.read(properties.auth(), environment::getProperty);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
