package dev.portcullis.quickstart;

import dev.portcullis.quickstart.demo.DemoUser;
import dev.portcullis.quickstart.process.Household;
import dev.portcullis.quickstart.process.Secret;
import dev.portcullis.quickstart.process.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the two services are told where everything is: by Spring's own arguments, and the secrets by the environment. Both
 * listen on loopback alone, since the passwords stand on a screen.
 */
record Services(Options options, Ports ports, ServiceJars jars, Secret feedSecret) {

    /** Quick to start and small: a quickstart's services live minutes and serve one person. */
    private static final List<String> JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m");

    private static final String LOOPBACK = "127.0.0.1";

    /** The issuer of all tokens. */
    String authUrl() {
        return "http://localhost:" + ports.auth();
    }

    ServiceSpec auth(Household household, DemoUser administrator) {
        List<String> arguments = listening(ports.auth(), ports.authManagement());
        arguments.add("--portcullis.auth.issuer=" + authUrl());
        arguments.add("--spring.r2dbc.url=r2dbc:h2:file:///"
                + household.folder().resolve("database") + "?options=DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=4000");
        arguments.add("--portcullis.auth.clients.gateway.scopes=revocations:read");
        arguments.addAll(options.forAuth());
        return new ServiceSpec(
                "auth-service",
                jars.authService(),
                ports.authManagement(),
                JVM,
                arguments,
                Map.of(
                        "PORTCULLIS_KEY_ENCRYPTION_KEY", Secret.key(),
                        "PORTCULLIS_REFRESH_KEY", Secret.key(),
                        "PORTCULLIS_AUTH_CLIENTS_GATEWAY_SECRET", feedSecret,
                        "PORTCULLIS_ADMIN_USERNAME", Secret.of(administrator.username()),
                        "PORTCULLIS_ADMIN_PASSWORD", administrator.password()));
    }

    ServiceSpec gateway() {
        List<String> arguments = listening(ports.gateway(), ports.gatewayManagement());
        arguments.add("--PORTCULLIS_ISSUER=" + authUrl());
        arguments.add("--PORTCULLIS_JWKS_URI=" + authUrl() + "/.well-known/jwks.json");
        arguments.add("--PORTCULLIS_AUTH_URI=" + authUrl());
        arguments.add("--portcullis.revocation.feed.uri=" + authUrl() + "/revocations");
        arguments.add("--portcullis.revocation.feed.client-id=gateway");
        arguments.add("--PORTCULLIS_UPSTREAM_URI=http://" + LOOPBACK + ":" + ports.upstream());
        arguments.addAll(options.forGateway());
        return new ServiceSpec(
                "gateway",
                jars.gateway(),
                ports.gatewayManagement(),
                JVM,
                arguments,
                Map.of("PORTCULLIS_REVOCATION_FEED_CLIENT_SECRET", feedSecret));
    }

    private List<String> listening(int port, int managementPort) {
        return new ArrayList<>(List.of(
                "--server.address=" + LOOPBACK,
                "--server.port=" + port,
                "--management.server.port=" + managementPort,
                "--spring.data.redis.host=" + LOOPBACK,
                "--spring.data.redis.port=" + ports.redis()));
    }
}
