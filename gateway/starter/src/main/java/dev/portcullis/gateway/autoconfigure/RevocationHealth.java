package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.revocation.ProvedRevocationList;
import dev.portcullis.revocation.redis.ListSettings;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Up while the list is known to be current. While it is not, protected routes answer 503 and public ones go on; so the word
 * for that is one which the health of the whole leaves out: no gateway gets better by a restart.
 */
record RevocationHealth(ProvedRevocationList list, ListSettings settings) implements HealthIndicator {

    static final Status STALE = new Status("STALE");

    @Override
    public Health health() {
        return Health.status(list.isCurrent() ? Status.UP : STALE)
                .withDetail("source", list.knownFrom())
                .withDetail(
                        "staleness", list.staleness().map(Duration::toString).orElse("never current"))
                .withDetail("maxStaleness", settings.maxStaleness().toString())
                .build();
    }
}
