package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.revocation.ProvedRevocationList;
import dev.portcullis.revocation.redis.ListSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How current the revocation list is. In mode {@code off} nothing but the mode means anything.
 *
 * @param source from where it is known now: redis, feed or none
 * @param staleness how long ago it was last proved current; nothing before the first proof
 * @param fresh whether that is recent enough to count
 * @param wasWhole whether it was ever proved current since the start
 */
record RevocationStatusView(
        String mode,
        String source,
        Optional<String> maxStaleness,
        Optional<String> staleness,
        boolean fresh,
        boolean wasWhole) {

    static RevocationStatusView of(String mode, @Nullable ProvedRevocationList list, ListSettings settings) {
        return list == null
                ? new RevocationStatusView(RevocationMode.OFF, "none", Optional.empty(), Optional.empty(), false, false)
                : new RevocationStatusView(
                        mode,
                        list.knownFrom(),
                        Optional.of(settings.maxStaleness().toString()),
                        list.staleness().map(Duration::toString),
                        list.isCurrent(),
                        list.hasBeenWhole());
    }
}
