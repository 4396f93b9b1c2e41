package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.TwinClock;

/**
 * The clocks of one host. A suspended host's monotonic clock stands still, an operator steps the wall clock; not both on
 * one host, because a step back that hides exactly a suspension is the one thing that two clocks cannot tell.
 */
final class HostClock implements TwinClock {

    private final World world;
    private long steppedMillis;
    private long stoodStillMillis;

    HostClock(World world) {
        this.world = world;
    }

    @Override
    public Reading read() {
        return new Reading((world.now() - stoodStillMillis) * 1_000_000, world.now() + steppedMillis);
    }

    void step(long millis) {
        steppedMillis += millis;
    }

    void stoodStill(long millis) {
        stoodStillMillis += millis;
    }
}
