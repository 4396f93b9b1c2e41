package dev.portcullis.testing;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets the JDK's timer queue take its lock where a timer is cancelled, as it may where one is set: whoever waits there
 * waits for another thread that moves one element of an array. The error, thrown while the lock was being taken, left the
 * lock taken by nobody for ever, and every timer of that scheduler stood still.
 */
public final class TimersMayPark implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove");
    }
}
