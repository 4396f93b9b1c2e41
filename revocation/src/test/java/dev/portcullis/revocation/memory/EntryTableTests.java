package dev.portcullis.revocation.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portcullis.revocation.Covered;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class EntryTableTests {

    private static final String ISSUER = "https://auth.example.com";

    private final EntryTable table = new EntryTable();

    @Test
    void aMemberIsFoundWithItsScoreAndItsNeighboursAreNot() {
        table.put(token("one"), 1_000);

        assertThat(table.scoreOf(token("one"))).isEqualTo(1_000);
        assertThat(table.scoreOf(token("two"))).isEqualTo(EntryTable.ABSENT);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void oneHashUnderTwoKindsIsTwoMembers() {
        String hash = token("one").substring(1);
        table.put('t' + hash, 1_000);
        table.put('s' + hash, 2_000);

        assertThat(table.scoreOf('t' + hash)).isEqualTo(1_000);
        assertThat(table.scoreOf('s' + hash)).isEqualTo(2_000);
        assertThat(table.scoreOf('k' + hash)).isEqualTo(EntryTable.ABSENT);
    }

    @Test
    void aScoreRisesAndNeverFalls() {
        table.put(token("one"), 1_000);
        table.put(token("one"), 3_000);
        table.put(token("one"), 2_000);

        assertThat(table.scoreOf(token("one"))).isEqualTo(3_000);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void theLowestAndTheHighestScoreAreKeptAndWhatLiesBeyondIsRefused() {
        table.put(token("low"), 0);
        table.put(token("high"), 1L << 53);

        assertThat(table.scoreOf(token("low"))).isZero();
        assertThat(table.scoreOf(token("high"))).isEqualTo(1L << 53);
        assertThatIllegalArgumentException().isThrownBy(() -> table.put(token("x"), -1));
        assertThatIllegalArgumentException().isThrownBy(() -> table.put(token("x"), (1L << 53) + 1));
    }

    @Test
    void whatIsNoMemberIsRefused() {
        for (String text :
                new String[] {"", "t:", "epoch", token("x") + "A", token("x").replace(':', ';')}) {
            assertThatIllegalArgumentException().isThrownBy(() -> table.put(text, 1));
        }
    }

    @Test
    void aHundredThousandAgreeWithAPlainMapThroughGrowthAndSweeps() {
        Map<MemberKey, Long> expected = new HashMap<>();
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            MemberKey key = key(random.nextInt(60_000));
            long score = random.nextInt(1_000_000);
            table.put(key, score);
            expected.merge(key, score, Math::max);
        }
        assertThat(table.size()).isEqualTo(expected.size());

        Expiry early = (kind, score) -> score < 500_000;
        for (int part = 0; part < table.parts(); part++) {
            table.sweep(part, early);
        }
        expected.values().removeIf(score -> score < 500_000);

        assertThat(table.size()).isEqualTo(expected.size());
        for (int i = 0; i < 60_000; i++) {
            assertThat(table.scoreOf(key(i))).isEqualTo(expected.getOrDefault(key(i), EntryTable.ABSENT));
        }
    }

    @Test
    void aSweepAsksTheKindToo() {
        table.put(token("one"), 1_000);
        table.put(new Covered.Subject(ISSUER, "alice").member(), 1_000);

        for (int part = 0; part < table.parts(); part++) {
            table.sweep(part, (kind, score) -> kind == 't');
        }

        assertThat(table.scoreOf(token("one"))).isEqualTo(EntryTable.ABSENT);
        assertThat(table.scoreOf(new Covered.Subject(ISSUER, "alice").member())).isEqualTo(1_000);
    }

    @Test
    void aLiftedMemberIsGoneAndMayComeBackWithALowerScore() {
        table.put(token("one"), 2_000);
        table.put(token("two"), 2_000);

        table.lift(token("one"));
        table.lift(token("one"));
        table.lift(token("never there"));

        assertThat(table.scoreOf(token("one"))).isEqualTo(EntryTable.ABSENT);
        assertThat(table.scoreOf(token("two"))).isEqualTo(2_000);
        assertThat(table.size()).isEqualTo(1);
        table.put(token("one"), 1_000);
        assertThat(table.scoreOf(token("one"))).isEqualTo(1_000);
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void aSweepFreesTheRoomOfLiftedMembers() {
        for (int i = 0; i < 10_000; i++) {
            table.put(token("jti-" + i), 2_000);
            table.lift(token("jti-" + i));
        }

        for (int part = 0; part < table.parts(); part++) {
            table.sweep(part, (kind, score) -> false);
        }

        assertThat(table.size()).isZero();
        assertThat(table.bytes()).isZero();
    }

    @Test
    void anEntryTakesAtMostSixtyFourBytes() {
        for (int i = 0; i < 200_000; i++) {
            table.put(key(i), i);
            if (i >= 100_000 && i % 1_000 == 0) {
                assertThat(table.bytes()).isLessThanOrEqualTo(64L * table.size());
            }
        }
    }

    /** A reader follows the writer's count: whatever has been counted has to be there, through every growth. */
    @Test
    void readersFindWhatWasPutWhileTheWriterGoesOn() {
        int entries = 300_000;
        AtomicLong written = new AtomicLong();
        CompletableFuture<Long> missed = CompletableFuture.supplyAsync(() -> {
            long missing = 0;
            Random random = new Random(7);
            for (long seen = 0; seen < entries; seen = written.get()) {
                int i = seen == 0 ? 0 : random.nextInt((int) seen);
                if (seen > 0 && table.scoreOf(key(i)) != i) {
                    missing++;
                }
            }
            return missing;
        });
        for (int i = 0; i < entries; i++) {
            table.put(key(i), i);
            written.set(i + 1L);
        }

        assertThat(missed.join()).isZero();
    }

    private static String token(String jti) {
        return new Covered.Token(ISSUER, jti).member();
    }

    /** Spread like a hash, and made without one. */
    private static MemberKey key(int i) {
        Random random = new Random(i);
        return new MemberKey((byte) 't', random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
}
