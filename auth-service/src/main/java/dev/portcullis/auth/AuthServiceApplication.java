package dev.portcullis.auth;

import dev.portcullis.auth.settings.PortcullisProperties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The auth service: mints tokens and owns their revocation. */
@SpringBootApplication
@EnableConfigurationProperties(PortcullisProperties.class)
public class AuthServiceApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(AuthServiceApplication.class, args);
    }
}
