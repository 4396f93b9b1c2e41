package dev.portcullis.quickstart.faults;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A master with two replicas under real Sentinels, and failovers in the middle of the traffic. */
class SentinelFaultsIT {

    private static FaultRun<SentinelSet> run;

    @BeforeAll
    static void start() {
        run = new FaultRun<>("faults-sentinel", new SentinelSet());
    }

    @AfterAll
    static void end() {
        run.close();
    }

    @ParameterizedTest
    @EnumSource(SentinelFault.class)
    void revokedTokenIsNeverAdmittedLateAndValidOneNeverRefused(SentinelFault fault) {
        run.play(fault);
    }
}
