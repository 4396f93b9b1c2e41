package dev.portcullis.gateway.stream;

import dev.portcullis.gateway.policy.Handling;
import dev.portcullis.gateway.revocation.RevocationCheck;
import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.RevocationListener;
import dev.portcullis.revocation.RevocationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * All streams that are open: WebSockets and the bodies of answers.
 *
 * <p>Opening one puts it into a queue, no more. A tick, the same for all, keeps in order those that are still open and ends
 * those that are due; so a short answer costs next to nothing, and ten thousand open streams cost what one costs until they
 * end. Each tick reads the clock: a step forwards ends at the next tick what is then due, a step backwards leaves streams
 * open for as long as requests of the same token are admitted again.
 *
 * <p>While nobody can tell whether a token is revoked, a request is refused; so a stream ends, unless its route says {@code
 * on-unavailable: allow}: a revocation that nobody hears of would leave it open.
 *
 * <p>There is no bound of its own: a stream is here while a server connection carries it, and up to a tick longer.
 */
public final class OpenStreams implements RevocationListener, AutoCloseable {

    /** How late an end may be: well below {@code max-staleness}. */
    static final Duration TICK = Duration.ofMillis(100);

    private record Revoked(String member, long score) {}

    private final InstantSource clock;
    private final Scheduler scheduler;
    private final RevocationCheck revocations;
    private final StreamMeters meters;
    private final Queue<OpenStream> young = new ConcurrentLinkedQueue<>();
    private final Queue<OpenStream> gone = new ConcurrentLinkedQueue<>();
    private final Queue<Revoked> revoked = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean reloaded = new AtomicBoolean();
    private final Endings endings;
    private final Questions questions;
    private final KeptStreams kept = new KeptStreams(new TreeMap<>(Turn.ORDER));

    /** @param scheduler its one thread ticks and ends streams; closed with this */
    public OpenStreams(InstantSource clock, Scheduler scheduler, RevocationCheck revocations, StreamMeters meters) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.revocations = revocations;
        this.meters = meters;
        this.endings = new Endings(meters);
        this.questions = new Questions(this::isAnsweredAtOnce);
    }

    /** Begins to tick. */
    public void start() {
        scheduler.schedulePeriodically(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Open until the caller closes it. Does not block.
     *
     * @param cut is told once, from another thread, why it has to end; never after it was closed. Where it throws it is told
     *     again at the next ticks.
     */
    public OpenStream open(VerifiedToken token, Handling handling, Consumer<StreamEnd> cut) {
        OpenStream stream = new OpenStream(this, token, handling, cut);
        young.add(stream);
        return stream;
    }

    /** The same, open from its subscription until that is cancelled or told why it has to end. Never empty. */
    public Mono<StreamEnd> endOf(VerifiedToken token, Handling handling) {
        return Mono.create(sink -> sink.onDispose(open(token, handling, sink::success)::close));
    }

    /**
     * Ends at the next tick every open stream that the entry covers, without a look at the others. Does not block.
     *
     * <p>To be told once the list knows of the revocation, not before: a stream that is kept later than this asks the
     * list itself, so either of the two ends it.
     */
    @Override
    public void applied(LogEntry entry) {
        if (!entry.lifts()) {
            revoked.add(new Revoked(entry.member(), entry.score()));
        }
    }

    @Override
    public void reloaded() {
        reloaded.set(true);
    }

    void left(OpenStream stream) {
        gone.add(stream);
    }

    /** Whatever one stream meets, the others are ended and the ticks go on. */
    private void tick() {
        meters.guarded(() -> drain(gone, kept::remove));
        meters.guarded(() -> drain(young, this::keep));
        meters.guarded(endings::retry);
        meters.guarded(() -> drain(revoked, this::endCovered));
        meters.guarded(this::endDue);
        meters.guarded(this::endUnseen);
        meters.guarded(this::askAgain);
        meters.open(kept.size());
    }

    private <T> void drain(Queue<T> queue, Consumer<T> each) {
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            T taken = next;
            meters.guarded(() -> each.accept(taken));
        }
    }

    private void keep(OpenStream stream) {
        if (stream.isOver()) {
            return;
        }
        kept.add(stream, clock.instant());
        if (stream.isOver()) {
            kept.remove(stream); // it may have looked before it was kept, and said nothing
            return;
        }
        questions.add(stream); // its token may have been revoked while nothing was kept to be found
    }

    private void askAgain() {
        if (reloaded.getAndSet(false)) {
            questions.addAll(kept.all());
        }
        questions.ask();
    }

    private boolean isAnsweredAtOnce(OpenStream stream) {
        AtomicBoolean answered = new AtomicBoolean();
        meters.guarded(() -> answered.set(revocations
                .statusOf(stream.token())
                .subscribe(status -> answered(stream, status), meters::defect)
                .isDisposed()));
        return answered.get();
    }

    private void answered(OpenStream stream, RevocationStatus status) {
        switch (status) {
            case REVOKED -> endings.end(stream, StreamEnd.TOKEN_REVOKED);
            case UNKNOWN -> questions.add(stream);
            case ACTIVE -> {
                // it stays open, and hears of later revocations
            }
        }
    }

    private void endUnseen() {
        if (!revocations.canTell()) {
            kept.takeThoseThatMustBeSeen().forEach(stream -> endings.end(stream, StreamEnd.REVOCATION_UNKNOWN));
        }
    }

    private void endCovered(Revoked revocation) {
        kept.coveredBy(revocation.member(), revocation.score())
                .forEach(stream -> endings.end(stream, StreamEnd.TOKEN_REVOKED));
    }

    private void endDue() {
        Instant now = clock.instant();
        for (var due = kept.takeDue(now); due.isPresent(); due = kept.takeDue(now)) {
            endings.end(due.get().stream(), due.get().end());
        }
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
