package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.ProofSink;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.memory.Entries;
import dev.portcullis.revocation.protocol.Follower;
import dev.portcullis.revocation.protocol.Progress;
import java.util.function.Consumer;

/** Redis as a source of a {@link Follower}: what it reads there, and the probes that prove it. */
public final class RedisSource implements AutoCloseable {

    private final RedisProber prober;
    private final RedisFollower follower;

    /**
     * Does nothing until {@link #start()}.
     *
     * @param proofs told of each probe
     * @param told of each step that the follower took through this source
     */
    public RedisSource(
            RedisConnections connections,
            ListSettings settings,
            TwinClock clock,
            ProofSink proofs,
            Follower follower,
            Consumer<Progress> told) {
        this.prober = new RedisProber(connections, settings, clock, proofs);
        boolean keepsEntries = follower.held().entries() != Entries.NONE;
        this.follower = new RedisFollower(connections, settings.keyPrefix(), keepsEntries, follower, told);
    }

    /** Begins to probe and to read; in the background, until {@link #close()}. */
    public void start() {
        prober.start();
        follower.start();
    }

    @Override
    public void close() {
        follower.close();
        prober.close();
    }
}
