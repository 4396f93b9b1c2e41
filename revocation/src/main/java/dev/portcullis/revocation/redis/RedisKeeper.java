package dev.portcullis.revocation.redis;

import static java.util.Objects.requireNonNull;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.RevocationLog;
import dev.portcullis.revocation.protocol.Blessing;
import dev.portcullis.revocation.protocol.KeeperPass;
import dev.portcullis.revocation.protocol.KeeperStep;
import dev.portcullis.revocation.protocol.KeeperStep.Outcome;
import dev.portcullis.revocation.protocol.KeeperStep.Place;
import dev.portcullis.revocation.protocol.NodeState;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/** Performs the steps of one {@link KeeperPass} over one connection. Holds no rule of its own. */
final class RedisKeeper implements KeeperStep.Performer<Mono<KeeperStep>> {

    private static final String NO_BUILD = "";

    private final KeeperPass pass;
    private final RedisCopy copy;
    private final RevocationLog log;
    private final Duration patience;
    private final Witness witness;
    private final AtomicReference<String> building = new AtomicReference<>(NO_BUILD);
    private final AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.DONE);

    RedisKeeper(KeeperPass pass, RedisCopy copy, RevocationLog log, Duration patience, Witness witness) {
        this.pass = pass;
        this.copy = copy;
        this.log = log;
        this.patience = patience;
        this.witness = witness;
    }

    /** Who learns of what a pass comes across. */
    interface Witness {

        /** The node as the pass found it. */
        default void observed(NodeState node) {}

        /** The list is built anew. */
        default void rebuilding() {}

        /** The database is read from here on (K2): it tells of every act that has been committed by now. */
        default void databaseIsRead() {}

        /** Redis holds what the database does not know: the epoch is raised (D1). */
        default void historyGivenUp(LogHead there, LogHead head) {}

        /** Fewer replicas than W have confirmed. */
        default void tooFewConfirmed() {}

        /** This history is confirmed up to its number. */
        default void acknowledged(LogHead reached) {}
    }

    /** Step by step in a loop: steps nested in each other would end on a stack that ten million entries overflow. */
    Mono<Outcome> run() {
        return Mono.fromSupplier(pass::first).expand(step -> step.perform(this)).then(Mono.fromSupplier(outcome::get));
    }

    @Override
    public Mono<KeeperStep> observe() {
        return copy.observe().doOnNext(seen -> witness.observed(seen.node())).map(pass::observed);
    }

    @Override
    public Mono<KeeperStep> readHead() {
        return Mono.fromRunnable(witness::databaseIsRead)
                .then(log.span())
                .map(span -> pass.headRead(span.head(), span.base()));
    }

    @Override
    public Mono<KeeperStep> readEntries(long after, int limit) {
        return log.after(after, limit).collectList().map(pass::entriesRead);
    }

    @Override
    public Mono<KeeperStep> append(Place place, LogHead at, List<LogEntry> entries) {
        RedisCopy target = place.isBuild() ? copy.building(place.build()) : copy;
        return target.append(at, entries)
                .map(pass::appended)
                .onErrorResume(RedisKeeper::isTorn, torn -> Mono.fromSupplier(pass::torn));
    }

    private static boolean isTorn(Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                && String.valueOf(failure.getMessage()).startsWith("TORN");
    }

    @Override
    public Mono<KeeperStep> buildBeside(String name, LogHead at) {
        witness.rebuilding();
        building.set(name);
        return copy.beside(name, at).map(built -> pass.begun());
    }

    @Override
    public Mono<KeeperStep> install(String name, String nonce) {
        building.set(NO_BUILD); // the script takes it away where it does not install it
        return copy.install(copy.building(name), nonce).map(pass::installed);
    }

    @Override
    public Mono<KeeperStep> confirm(int replicas) {
        return copy.replicasThatConfirm(replicas, patience)
                .doOnNext(confirmations -> {
                    if (confirmations < replicas) {
                        witness.tooFewConfirmed();
                    }
                })
                .map(pass::confirmed);
    }

    @Override
    public Mono<KeeperStep> acknowledge(LogHead reached) {
        return Mono.fromSupplier(() -> {
            witness.acknowledged(reached);
            return pass.told();
        });
    }

    @Override
    public Mono<KeeperStep> bless(Blessing word, LogHead head) {
        return copy.bless(word, head).map(pass::blessed);
    }

    @Override
    public Mono<KeeperStep> raiseEpochAbove(LogHead there, LogHead head) {
        witness.historyGivenUp(there, head);
        return log.raiseEpochAbove(Math.max(there.epoch(), head.epoch())).then(Mono.fromSupplier(pass::epochRaised));
    }

    @Override
    public Mono<KeeperStep> end(Outcome how) {
        outcome.set(how);
        String unfinished = requireNonNull(building.get());
        return unfinished.equals(NO_BUILD)
                ? Mono.empty()
                : copy.building(unfinished).discard().then(Mono.empty());
    }
}
