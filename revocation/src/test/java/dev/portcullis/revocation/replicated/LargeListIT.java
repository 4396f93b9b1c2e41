package dev.portcullis.revocation.replicated;

import static dev.portcullis.revocation.RevocationStatus.ACTIVE;
import static dev.portcullis.revocation.RevocationStatus.REVOKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * A list of many pages, built, loaded, lost and built again. {@code -Dlist.entries=1000000} says how long that takes where it
 * matters: the lines it prints are FAULTS' figures.
 */
class LargeListIT {

    private static final int ENTRIES = Integer.getInteger("list.entries", 20_000);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void listOfManyPagesIsWholeAgainAfterItsMasterCameBackEmpty() throws Exception {
        try (ListScene scene = new ListScene(Duration.ofSeconds(1))) {
            for (int i = 0; i < ENTRIES; i++) {
                scene.log.revoke(jti(i));
            }
            long begun = System.nanoTime();
            scene.publisher();
            await("a built list").atMost(LIMIT).until(() -> isWholeInRedis(scene));
            print("built in Redis", begun);

            begun = System.nanoTime();
            ReplicatedRevocationList list = scene.listOverRedis();
            awaitCurrent(list);
            print("loaded by a gateway that starts", begun);
            assertThatAllIsKnown(list);

            scene.redis.kill();
            await("the end of what was proved").atMost(LIMIT).until(() -> !list.isCurrent());
            scene.redis.restartEmpty();
            begun = System.nanoTime();
            await("a list built again").atMost(LIMIT).until(() -> isWholeInRedis(scene));
            print("whole in Redis after the master came back empty", begun);
            awaitCurrent(list);
            print("and believed by the gateway", begun);
            assertThatAllIsKnown(list);
        }
    }

    private static String jti(int number) {
        return "token-" + number;
    }

    private static boolean isWholeInRedis(ListScene scene) {
        return scene.redis.cli("ZCOUNT", "{portcullis}:list", "0", "+inf").equals(String.valueOf(ENTRIES));
    }

    private static void awaitCurrent(ReplicatedRevocationList list) {
        await("a proof").atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(list::isCurrent);
    }

    private static void assertThatAllIsKnown(ReplicatedRevocationList list) {
        for (int i = 0; i < ENTRIES; i += 97) {
            assertThat(ListScene.status(list, jti(i))).as(jti(i)).isEqualTo(REVOKED);
        }
        assertThat(ListScene.status(list, jti(ENTRIES))).isEqualTo(ACTIVE);
    }

    private static void print(String what, long begun) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.println(String.format(Locale.ROOT, "%,d entries: %s, %.1f s", ENTRIES, what, seconds));
    }
}
