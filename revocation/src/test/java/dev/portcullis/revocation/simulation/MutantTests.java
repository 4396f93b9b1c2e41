package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.simulation.World.Run;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MutantTests {

    @Test
    void explore() {
        for (Mutant mutant : Mutant.values()) {
            for (boolean promiseOnly : new boolean[] {false, true}) {
                Map<String, Integer> counts = new TreeMap<>();
                int first = -1;
                for (int seed = 1; seed <= 20_000; seed++) {
                    try {
                        new Schedule(new Run(seed, mutant, promiseOnly), null).play();
                    } catch (Violation violation) {
                        first = first < 0 ? seed : first;
                        counts.merge(violation.invariant(), 1, Integer::sum);
                        if (counts.values().stream().mapToInt(i -> i).sum() >= 20) break;
                    }
                }
                System.out.println(mutant + (promiseOnly ? " promise" : " all") + " first " + first + " " + counts);
            }
        }
    }
}
