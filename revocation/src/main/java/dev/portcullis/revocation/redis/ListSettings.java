package dev.portcullis.revocation.redis;

import java.time.Duration;

/**
 * How a gateway reads the list.
 *
 * @param keyPrefix of all keys in Redis, with a hash tag; the auth service's
 * @param maxStaleness how old the newest proof may be
 * @param replicas P, how many replicas must confirm a probe
 * @param configuredNodes how many Redis nodes the configuration names
 * @param horizon how long an entry matters that covers up to an instant; no token is admitted that lives longer
 */
public record ListSettings(
        String keyPrefix, Duration maxStaleness, int replicas, int configuredNodes, Duration horizon) {

    /** How often it probes, and how long a probe may take. */
    public Duration probePeriod() {
        return maxStaleness.dividedBy(3);
    }
}
