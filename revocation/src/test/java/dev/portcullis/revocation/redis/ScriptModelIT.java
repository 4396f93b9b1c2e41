package dev.portcullis.revocation.redis;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.protocol.Blessing;
import dev.portcullis.revocation.protocol.ListState;
import dev.portcullis.revocation.simulation.Dataset;
import dev.portcullis.revocation.simulation.ListCopy;
import dev.portcullis.revocation.simulation.ScriptModel;
import dev.portcullis.revocation.simulation.ScriptModel.Answer;
import dev.portcullis.revocation.simulation.ScriptModel.Self;
import dev.portcullis.revocation.simulation.ScriptModel.Written;
import dev.portcullis.testing.RealRedis;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What the simulation takes for the scripts does what the scripts do, case by generated case. */
final class ScriptModelIT {

    private static final int CASES = 200;
    private static final int COMMANDS = 25;

    private final RealRedis redis = RealRedis.start();
    private final RedisConnections connections =
            new RedisConnections(RedisURI.create(redis.host(), redis.port()), null, ofMillis(5_000));
    private final Link link = connections.link();
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<String> builds = new ArrayList<>();
    private String replid = "";
    private Dataset model = Dataset.EMPTY;
    private int moved;
    private int torn;
    private int done;

    @AfterEach
    void close() {
        link.close();
        connections.close();
        redis.close();
    }

    @Test
    void modelAndScriptsAgree() {
        replid = call(RedisCopy::node).replid();
        for (int i = 0; i < CASES; i++) {
            redis.cli("FLUSHALL");
            model = Dataset.EMPTY;
            builds.clear();
            for (int j = 0; j < COMMANDS; j++) {
                command(i + "-" + j);
                assertThat(call(RedisCopy::state)).isEqualTo(ListCopy.stateOf(model.list()));
                assertThat(mark()).isEqualTo(model.mark());
            }
            assertThat(redis.cli("XLEN", "{portcullis}:log"))
                    .isEqualTo(String.valueOf(model.log().size()));
        }
        assertThat(done).isGreaterThan(CASES);
        assertThat(moved).isGreaterThan(CASES);
        assertThat(torn).isPositive();
    }

    private long mark() {
        String value = redis.cli("GET", "{portcullis}:mark");
        return value.matches("\\d+") ? Long.parseLong(value) : 0;
    }

    private void command(String name) {
        switch (random.nextInt(10)) {
            case 0 -> beside(name);
            case 1, 2, 3 -> append("");
            case 4, 5 -> append(anyBuild());
            case 6, 7 -> install(anyBuild(), "nonce-" + name);
            case 8 -> bless();
            default -> lose();
        }
    }

    private String anyBuild() {
        return builds.isEmpty() ? "never-begun" : builds.get(random.nextInt(builds.size()));
    }

    private void beside(String name) {
        LogHead at = new LogHead(1 + random.nextInt(2), 0, Chain.GENESIS);
        builds.add(name);
        call(copy -> copy.beside(name, at).thenReturn(true));
        model = ScriptModel.beside(model, name, at);
    }

    /** Mostly onto where the list ends, and now and then beside it. */
    private void append(String build) {
        ListCopy list = build.isEmpty()
                ? model.list()
                : Optional.ofNullable(model.builds().get(build))
                        .map(Dataset.Build::list)
                        .orElse(null);
        LogHead end = list == null ? new LogHead(1, 0, Chain.GENESIS) : list.head();
        LogHead onto = switch (random.nextInt(8)) {
            case 0 -> new LogHead(end.epoch() + 1, end.number(), end.chain());
            case 1 -> new LogHead(end.epoch(), end.number() + 1, end.chain());
            case 2 -> new LogHead(end.epoch(), end.number(), Chain.GENESIS.next(9, "other", 9));
            default -> end;
        };
        List<LogEntry> entries = new ArrayList<>();
        LogHead last = onto;
        for (int i = random.nextInt(4); i > 0; i--) {
            entries.add(LogEntry.after(last, "t:" + random.nextInt(5), 1 + random.nextInt(9)));
            last = last.plus(entries.get(entries.size() - 1));
        }
        Answer real = call(copy -> (build.isEmpty() ? copy : copy.building(build))
                .append(onto, entries)
                .map(ScriptModelIT::answer)
                .onErrorReturn(ScriptModelIT::isTorn, Answer.TORN));
        agree(real, ScriptModel.append(model, build, onto, entries));
    }

    private static boolean isTorn(Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                && String.valueOf(failure.getMessage()).startsWith("TORN");
    }

    private void install(String build, String nonce) {
        Answer real = call(copy -> copy.install(copy.building(build), nonce).map(ScriptModelIT::answer));
        agree(real, ScriptModel.install(model, build, nonce));
    }

    private void bless() {
        Optional<ListState> state = ListCopy.stateOf(model.list());
        LogHead end = state.map(ListState::head).orElse(new LogHead(1, 0, Chain.GENESIS));
        LogHead read = switch (random.nextInt(6)) {
            case 0 -> new LogHead(end.epoch() + 1, end.number(), end.chain());
            case 1 -> new LogHead(end.epoch(), end.number() + 1, end.chain());
            default -> end;
        };
        String nonce = state.filter(list -> random.nextInt(4) != 0)
                .map(ListState::nonce)
                .orElse("other");
        Blessing word = new Blessing(random.nextInt(4) == 0 ? "f".repeat(40) : replid, nonce, random.nextInt(3), 1);
        Answer real = call(copy -> copy.bless(word, read).map(ScriptModelIT::answer));
        agree(real, ScriptModel.bless(model, new Self(true, replid), word, read));
    }

    private void lose() {
        switch (random.nextInt(3)) {
            case 0 -> {
                redis.cli("DEL", "{portcullis}:list");
                model = new Dataset(null, model.log(), model.builds(), model.mark());
            }
            case 1 -> {
                redis.cli("DEL", "{portcullis}:log");
                model = new Dataset(model.list(), List.of(), model.builds(), model.mark());
            }
            default -> {
                long id = model.log().isEmpty()
                        ? 3
                        : model.log().get(model.log().size() - 1).number() + 3;
                redis.cli("XADD", "{portcullis}:log", id + "-0", "foreign", "hand");
                List<Dataset.Item> log = new ArrayList<>(model.log());
                log.add(new Dataset.Item(id, 0, new LogEntry(id, "t:foreign", 1, Chain.GENESIS)));
                model = new Dataset(model.list(), log, model.builds(), model.mark());
            }
        }
    }

    private static Answer answer(boolean done) {
        return done ? Answer.DONE : Answer.MOVED;
    }

    private void agree(Answer real, Written expected) {
        assertThat(real).isEqualTo(expected.answer());
        model = expected.after();
        switch (real) {
            case DONE -> done++;
            case MOVED -> moved++;
            case TORN -> torn++;
        }
    }

    private <T> T call(Function<RedisCopy, Mono<T>> work) {
        return link.with(commands -> work.apply(new RedisCopy(commands, RedisSchema.of("{portcullis}"))))
                .blockOptional(ofMillis(60_000))
                .orElseThrow();
    }
}
