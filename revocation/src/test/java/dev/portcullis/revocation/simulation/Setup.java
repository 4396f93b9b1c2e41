package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.protocol.ProbeReading.Quorum;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is set before a schedule begins.
 *
 * @param entryReplicas W
 * @param probeReplicas P
 * @param databaseLoses whether the database may fail over without its newest commits
 * @param lifts whether revocations are taken back
 * @param prunes whether what has expired is taken out of the database
 * @param suspends whether hosts are suspended; those whose clocks are stepped are not, see {@link HostClock}
 */
record Setup(
        int nodes,
        int entryReplicas,
        int probeReplicas,
        boolean databaseLoses,
        boolean lifts,
        boolean prunes,
        boolean suspends) {

    private static final List<int[]> QUORUMS = List.of(
            new int[] {1, 0, 0},
            new int[] {2, 1, 0},
            new int[] {2, 0, 1},
            new int[] {2, 1, 1},
            new int[] {3, 1, 1},
            new int[] {3, 1, 1},
            new int[] {3, 1, 1},
            new int[] {3, 1, 1},
            new int[] {3, 2, 0},
            new int[] {3, 0, 2});

    static Setup drawn(SplittableRandom random, Mutant mutant) {
        int[] quorum = QUORUMS.get(random.nextInt(QUORUMS.size()));
        boolean losing = random.nextInt(8) == 0 || mutant == Mutant.NUMBER_REUSE || mutant == Mutant.NUMBER_ALONE;
        boolean small = mutant == Mutant.QUORUMS_TOO_SMALL && quorum[0] > 1;
        boolean lifts = random.nextInt(3) == 0;
        boolean prunes = random.nextInt(4) == 0;
        return new Setup(quorum[0], quorum[1], small ? 0 : quorum[2], losing, lifts, prunes, random.nextBoolean());
    }

    Quorum quorum(Mutant mutant) {
        return new Quorum(probeReplicas, mutant == Mutant.QUORUMS_TOO_SMALL ? 1 : nodes);
    }
}
