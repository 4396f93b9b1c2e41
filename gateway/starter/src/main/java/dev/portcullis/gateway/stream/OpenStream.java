package dev.portcullis.gateway.stream;

import dev.portcullis.gateway.policy.Handling;
import dev.portcullis.gateway.policy.StreamLimit;
import dev.portcullis.gateway.verification.VerifiedToken;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream that is open. Whoever opened it closes it when it is over; until then it may be told, once, to end.
 *
 * <p>Small on purpose: every answer with a body makes one, and nearly all are over before anything else looks at it.
 */
public final class OpenStream {

    private enum State {
        OPEN,
        ENDING,
        OVER
    }

    private final OpenStreams streams;
    private final VerifiedToken token;
    private final Handling handling;
    private final Consumer<StreamEnd> cut;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile @Nullable Turn turn;

    OpenStream(OpenStreams streams, VerifiedToken token, Handling handling, Consumer<StreamEnd> cut) {
        this.streams = streams;
        this.token = token;
        this.handling = handling;
        this.cut = cut;
    }

    /** It is over, whatever the reason. A second time does nothing. */
    public void close() {
        if (state.getAndSet(State.OVER) != State.OVER) {
            leave();
        }
    }

    VerifiedToken token() {
        return token;
    }

    StreamLimit limit() {
        return handling.streamLimit();
    }

    /** Whether it may stay open while nobody can tell if its token is revoked. */
    boolean mayBeUnseen() {
        return handling.admitsUnseen();
    }

    boolean isOver() {
        return state.get() == State.OVER;
    }

    /** Said before it is put in order, so that one which is over meanwhile is either seen to be, or says that it left. */
    void keep(Turn turn) {
        this.turn = turn;
    }

    /** Its place in the order, once it is kept. */
    Optional<Turn> turn() {
        return Optional.ofNullable(turn);
    }

    /**
     * Whether it was still open: two that want to end it count once. Where the cut throws it is open again, unless it was
     * closed meanwhile: what it was the body of may be the connection of another request by the next time.
     */
    boolean end(StreamEnd end) {
        if (!state.compareAndSet(State.OPEN, State.ENDING)) {
            return false;
        }
        boolean cutOff = false;
        try {
            cut.accept(end);
            cutOff = true;
        } finally {
            if (state.compareAndSet(State.ENDING, cutOff ? State.OVER : State.OPEN) && cutOff) {
                leave();
            }
        }
        return true;
    }

    private void leave() {
        if (turn != null) {
            streams.left(this);
        }
    }
}
