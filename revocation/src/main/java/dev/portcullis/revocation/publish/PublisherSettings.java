package dev.portcullis.revocation.publish;

import java.time.Duration;

/**
 * How entries are published.
 *
 * @param keyPrefix of all keys in Redis, with a hash tag
 * @param replicas W, how many replicas must confirm an entry before it is acknowledged
 * @param publishTimeout how long a caller waits for that
 * @param keeperPeriod how often the list is observed, caught up and blessed; a quarter of the gateways' max-staleness
 */
public record PublisherSettings(String keyPrefix, int replicas, Duration publishTimeout, Duration keeperPeriod) {}
