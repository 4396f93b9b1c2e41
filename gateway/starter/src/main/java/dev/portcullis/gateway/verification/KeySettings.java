package dev.portcullis.gateway.verification;

import java.time.Duration;

/**
 * How keys are kept, for every issuer alike.
 *
 * @param refresh how often a set is fetched ahead; so a withdrawn key verifies at most this much longer, plus one fetch
 * @param unknownKid at most one fetch in this time is caused by tokens that name an unknown key
 * @param keepLastGood how long the last good set serves while its issuer does not answer
 */
public record KeySettings(Duration refresh, Duration unknownKid, Duration keepLastGood) {}
