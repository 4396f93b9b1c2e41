package dev.portcullis.gateway.policy;

import dev.portcullis.gateway.credential.Carriers;
import java.time.Duration;

/**
 * How a route treats those whom it admits.
 *
 * @param admitsUnseen whether a token passes while nobody can tell if it is revoked
 * @param relaysToken whether the upstream gets the {@code Authorization} header
 * @param carriers where a token may stand
 * @param streamLimit how long an open stream may last
 */
public record Handling(boolean admitsUnseen, boolean relaysToken, Carriers carriers, StreamLimit streamLimit) {

    /** What a route that says nothing does. */
    public static final Handling USUAL = new Handling(
            false, true, Carriers.HEADER, new StreamLimit(StreamLimit.Lifetime.TOKEN, Duration.ofHours(12)));

    /** The same, but for what happens while nothing can be told. */
    Handling admittingUnseen(boolean admits) {
        return new Handling(admits, relaysToken, carriers, streamLimit);
    }
}
