package dev.portcullis.revocation.redis;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.protocol.Blessing;
import dev.portcullis.revocation.protocol.KeeperPass;
import dev.portcullis.revocation.protocol.KeeperStep.Outcome;
import dev.portcullis.revocation.protocol.ListState;
import dev.portcullis.testing.RealRedis;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What the scripts change, and when they change nothing, on one real Redis. */
final class RedisCopyIT {

    private static final LogHead EMPTY = new LogHead(1_000, 0, Chain.GENESIS);
    private static final LogEntry FIRST = LogEntry.after(EMPTY, "t:first", 10);
    private static final LogEntry SECOND = LogEntry.after(EMPTY.plus(FIRST), "t:second", 20);
    private static final LogHead AT_FIRST = EMPTY.plus(FIRST);

    private final RealRedis redis = RealRedis.start();
    private final RedisConnections connections =
            new RedisConnections(RedisURI.create(redis.host(), redis.port()), null, ofMillis(2_000));
    private final Link link = connections.link();

    @BeforeEach
    void installAnEmptyList() {
        assertThat(install("build-0", EMPTY, "nonce-0")).isTrue();
    }

    @AfterEach
    void close() {
        link.close();
        connections.close();
        redis.close();
    }

    @Test
    void entryIsAppendedOntoItsPredecessorAndNowhereElse() {
        assertThat(append(EMPTY, FIRST)).isTrue();
        assertThat(state().head()).isEqualTo(AT_FIRST);

        assertThat(append(EMPTY, FIRST)).isFalse();
        assertThat(append(new LogHead(1_001, 1, FIRST.chain()), SECOND)).isFalse();
        assertThat(append(new LogHead(1_000, 1, Chain.GENESIS), SECOND)).isFalse();
        assertThat(state().head()).isEqualTo(AT_FIRST);

        assertThat(append(AT_FIRST, SECOND)).isTrue();
        assertThat(redis.cli("ZSCORE", "{portcullis}:list", "t:second")).isEqualTo("20");
    }

    @Test
    void entryThatLiftsTakesTheMemberOutAndALaterOneBringsItBack() {
        LogEntry lift = LogEntry.after(AT_FIRST, "t:first", LogEntry.LIFT);
        LogEntry again = LogEntry.after(AT_FIRST.plus(lift), "t:first", 5);
        append(EMPTY, FIRST);

        assertThat(append(AT_FIRST, lift)).isTrue();
        assertThat(redis.cli("ZSCORE", "{portcullis}:list", "t:first")).isEmpty();

        assertThat(append(AT_FIRST.plus(lift), again)).isTrue();
        assertThat(redis.cli("ZSCORE", "{portcullis}:list", "t:first")).isEqualTo("5");
    }

    @Test
    void listThatIsBuiltFromABaseGoesOnFromThere() {
        assertThat(install("pruned", AT_FIRST, "nonce-1")).isTrue();

        assertThat(append(AT_FIRST, SECOND)).isTrue();
        assertThat(state().head()).isEqualTo(AT_FIRST.plus(SECOND));
        assertThat(redis.cli("XRANGE", "{portcullis}:log", "-", "+")).startsWith("2-0\n");
    }

    @Test
    void appendThatChangesNothingIsAWriteAllTheSame() {
        String before = redis.cli("GET", "{portcullis}:mark");

        append(AT_FIRST, SECOND);

        assertThat(Long.parseLong(redis.cli("GET", "{portcullis}:mark"))).isEqualTo(Long.parseLong(before) + 1);
    }

    @Test
    void earlierCutOffThatComesLateDoesNotShrinkALaterOne() {
        LogEntry late = LogEntry.after(AT_FIRST, FIRST.member(), 5);

        append(EMPTY, FIRST);
        append(AT_FIRST, late);

        assertThat(redis.cli("ZSCORE", "{portcullis}:list", FIRST.member())).isEqualTo("10");
    }

    @Test
    void listIsInstalledOnlyOverNothingOrOverOneThatIsBehind() {
        append(EMPTY, FIRST);

        assertThat(install("same-length", EMPTY, "n", FIRST)).isFalse();
        assertThat(install("shorter", EMPTY, "n")).isFalse();
        assertThat(install("older-epoch", new LogHead(999, 0, Chain.GENESIS), "n", FIRST, SECOND))
                .isFalse();
        assertThat(state().nonce()).isEqualTo("nonce-0");

        assertThat(install("longer", EMPTY, "nonce-1", FIRST, SECOND)).isTrue();
        assertThat(install("newer-epoch", new LogHead(1_001, 0, Chain.GENESIS), "nonce-2"))
                .isTrue();
        assertThat(state()).isEqualTo(new ListState(new LogHead(1_001, 0, Chain.GENESIS), "nonce-2", Optional.empty()));
    }

    @Test
    void buildThatIsBrokenOffGoesByItselfWithAllItsKeys() {
        call(copy -> copy.beside("broken", EMPTY)
                .flatMap(built -> built.append(EMPTY, List.of(FIRST)).thenReturn(true)));

        assertThat(redis.cli("TTL", "{portcullis}:build:broken:list")).matches("\\d+");
        assertThat(redis.cli("TTL", "{portcullis}:build:broken:log")).matches("\\d+");
    }

    @Test
    void buildThatIsNotInstalledIsTakenAway() {
        append(EMPTY, FIRST);

        install("shorter", EMPTY, "n");

        assertThat(redis.cli("KEYS", "*build*")).isEmpty();
    }

    @Test
    void buildOfALogWithAHoleIsTakenAway() {
        TestLog log = new TestLog();
        log.revoke("first");
        log.revoke("second");
        log.delete(2);
        redis.cli("FLUSHALL");
        KeeperPass pass = new KeeperPass(0, 1, new Nonces()::next);

        Outcome outcome =
                call(copy -> new RedisKeeper(pass, copy, log, ofMillis(100), new RedisKeeper.Witness() {}).run());

        assertThat(outcome).isEqualTo(Outcome.INCOMPLETE);
        assertThat(pass.missing()).isEqualTo(2);
        assertThat(redis.cli("KEYS", "*build*")).isEmpty();
    }

    @Test
    void rebuildOfManyPagesEnds() {
        TestLog log = new TestLog();
        for (int i = 0; i < 20_000; i++) {
            log.revoke("gone-" + i);
        }

        redis.cli("FLUSHALL");
        KeeperPass pass = new KeeperPass(0, 1, new Nonces()::next);
        Outcome outcome =
                call(copy -> new RedisKeeper(pass, copy, log, ofMillis(100), new RedisKeeper.Witness() {}).run());

        assertThat(outcome).isEqualTo(Outcome.AGAIN);
        assertThat(state().head()).isEqualTo(log.headNow());
    }

    @Test
    void installedListCarriesNoBlessingOfTheFormerOne() {
        assertThat(bless(word(), EMPTY)).isTrue();
        assertThat(state().blessing()).contains(word());

        install("longer", EMPTY, "nonce-1", FIRST);

        assertThat(state().blessing()).isEmpty();
    }

    @Test
    void listIsBlessedOnlyIfNothingHasMovedSinceItWasObserved() {
        Blessing word = word();

        assertThat(bless(new Blessing("0".repeat(40), word.nonce(), 0, 0), EMPTY))
                .isFalse();
        assertThat(bless(new Blessing(word.replid(), "older", 0, 0), EMPTY)).isFalse();
        assertThat(bless(word, AT_FIRST)).isFalse();
        assertThat(bless(word, new LogHead(1_001, 0, Chain.GENESIS))).isFalse();
        assertThat(state().blessing()).isEmpty();

        assertThat(bless(word, EMPTY)).isTrue();
        assertThat(state().blessing()).contains(word);
    }

    @Test
    void secondBlessingTakesThePlaceOfTheFirst() {
        bless(word(), EMPTY);
        Blessing other = new Blessing(word().replid(), "nonce-0", 7, 0);

        bless(other, EMPTY);

        assertThat(state().blessing()).contains(other);
        assertThat(redis.cli("ZCOUNT", "{portcullis}:list", "-1", "-1")).isEqualTo("4"); // head, chain, nonce, blessing
    }

    private Blessing word() {
        return new Blessing(call(RedisCopy::node).replid(), "nonce-0", 0, 0);
    }

    private boolean append(LogHead head, LogEntry... entries) {
        return call(copy -> copy.append(head, List.of(entries)));
    }

    private boolean bless(Blessing blessing, LogHead head) {
        return call(copy -> copy.bless(blessing, head));
    }

    private boolean install(String name, LogHead empty, String nonce, LogEntry... entries) {
        return call(copy -> copy.beside(name, empty)
                .flatMap(built -> built.append(empty, List.of(entries)).flatMap(done -> copy.install(built, nonce))));
    }

    private ListState state() {
        return call(RedisCopy::state).orElseThrow();
    }

    private <T> T call(Function<RedisCopy, Mono<T>> work) {
        return link.with(commands -> work.apply(new RedisCopy(commands, RedisSchema.of("{portcullis}"))))
                .blockOptional(ofMillis(60_000))
                .orElseThrow();
    }
}
