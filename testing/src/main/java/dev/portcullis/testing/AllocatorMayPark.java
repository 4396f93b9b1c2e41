package dev.portcullis.testing;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets Netty's own allocator take its lock: where two event loops want a new magazine at one moment, one parks for as long as
 * the other changes an array. Nobody above it can do otherwise, and the error, thrown in the middle of a read, cost a
 * connection and a test now and then.
 */
public final class AllocatorMayPark implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside(
                "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");
    }
}
