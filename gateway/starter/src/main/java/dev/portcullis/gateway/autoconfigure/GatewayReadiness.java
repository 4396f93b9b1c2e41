package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.verification.TrustedIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready once the list was whole and each issuer's first load has ended, well or not; or after 10 s.
 *
 * <p>Then it stays so. An outage of Redis or of an issuer is the same for every gateway: taking them all out would make a
 * 503 on protected routes a failure of the public ones too.
 */
final class GatewayReadiness implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<TrustedIssuer> issuers;
    private final BooleanSupplier listWasWhole;
    private final InstantSource clock;
    private final Instant end;

    GatewayReadiness(List<TrustedIssuer> issuers, BooleanSupplier listWasWhole, InstantSource clock) {
        this.issuers = List.copyOf(issuers);
        this.listWasWhole = listWasWhole;
        this.clock = clock;
        this.end = clock.instant().plus(PATIENCE);
    }

    @Override
    public Health health() {
        boolean whole = listWasWhole.getAsBoolean();
        boolean loaded = issuers.stream().allMatch(issuer -> issuer.keys().firstLoadEnded());
        boolean ready = whole && loaded || !clock.instant().isBefore(end);
        Map<String, Boolean> keys = new LinkedHashMap<>();
        issuers.forEach(
                issuer -> keys.put(issuer.settings().name(), issuer.keys().available()));
        return (ready ? Health.up() : Health.outOfService())
                .withDetail("revocationListWasWhole", whole)
                .withDetail("issuerKeysAvailable", keys)
                .build();
    }
}
