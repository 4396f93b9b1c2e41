package dev.portcullis.quickstart.faults;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One Redis, two auth services, two gateways, and whatever may happen to them. */
class NodeFaultsIT {

    private static FaultRun<OneRedis> run;

    @BeforeAll
    static void start() {
        run = new FaultRun<>("faults-node", new OneRedis());
    }

    @AfterAll
    static void end() {
        run.close();
    }

    @ParameterizedTest
    @EnumSource(NodeFault.class)
    void revokedTokenIsNeverAdmittedLateAndValidOneNeverRefused(NodeFault fault) {
        run.play(fault);
    }
}
