package dev.portcullis.quickstart.faults;

import dev.portcullis.quickstart.process.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An application that signs its tokens itself, with a secret that it shares with the gateways (HS256): thousands of them cost
 * the machine next to nothing, which revoking and refusing them shall have for itself.
 */
final class CallersIssuer {

    private static final String ISSUER = "https://callers.example";
    private static final String HEADER =
            encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII));
    private static final Duration LIFETIME = Duration.ofHours(2);

    private final Secret secret = Secret.key();

    /** The gateway's route of every request here, and this issuer beside its own. */
    List<String> arguments(String upstream) {
        String issuer = "--portcullis.issuers.callers.";
        String route = "--spring.cloud.gateway.server.webflux.routes[0].";
        return List.of(
                issuer + "issuer=" + ISSUER,
                issuer + "algorithms=HS256",
                issuer + "audiences=api",
                issuer + "secrets=${CALLERS_SECRET}",
                issuer + "secret-encoding=text",
                route + "id=orders",
                route + "uri=" + upstream,
                route + "predicates=Path=/api/orders/**",
                route + "metadata.access.issuers=main,callers");
    }

    Map<String, Secret> environment() {
        return Map.of("CALLERS_SECRET", secret);
    }

    /** Fresh ones, each with a name of its own. */
    List<String> mint(int count) {
        Instant now = Instant.now();
        return Stream.generate(() -> token(now)).limit(count).toList();
    }

    private String token(Instant now) {
        String claims = String.format(
                "{\"iss\":\"%s\",\"aud\":\"api\",\"sub\":\"caller\",\"jti\":\"%s\",\"iat\":%d,\"exp\":%d}",
                ISSUER,
                UUID.randomUUID(),
                now.getEpochSecond(),
                now.plus(LIFETIME).getEpochSecond());
        String input = HEADER + '.' + encoded(claims.getBytes(StandardCharsets.US_ASCII));
        return input + '.' + encoded(signed(input));
    }

    private byte[] signed(String input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
