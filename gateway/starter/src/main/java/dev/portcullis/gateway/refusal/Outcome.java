package dev.portcullis.gateway.refusal;

import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** What a step hands on: a value for the next step, or the refusal that ends the walk. */
public sealed interface Outcome<T> {

    /** The walk goes on with this value. */
    record Passed<T>(T value) implements Outcome<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> ifPassed, Function<Refusal, ? extends R> ifRefused) {
            return ifPassed.apply(value);
        }
    }

    /** The walk ends here. */
    record Refused<T>(Refusal refusal) implements Outcome<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> ifPassed, Function<Refusal, ? extends R> ifRefused) {
            return ifRefused.apply(refusal);
        }
    }

    /** The only way to look inside: whoever does has to say what a refusal leads to. */
    <R> R fold(Function<? super T, ? extends R> ifPassed, Function<Refusal, ? extends R> ifRefused);

    /** Runs the next step on the value; a refusal walks past it untouched. */
    default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
        return fold(value -> guarded(() -> next.apply(value)), Refused::new);
    }

    /** The same for a step that answers later. */
    static <T, R> Function<Outcome<T>, Mono<Outcome<R>>> step(Function<? super T, Mono<Outcome<R>>> next) {
        return outcome -> outcome.fold(
                value -> guardedLater(() -> next.apply(value)), refusal -> Mono.just(new Refused<>(refusal)));
    }

    /**
     * Runs a step. Reactor rethrows these two instead of signalling them, and the request would hang until its client
     * gives up; so they become a defect here, where every step passes.
     */
    private static <T> Outcome<T> guarded(Supplier<Outcome<T>> step) {
        try {
            return step.get();
        } catch (LinkageError | StackOverflowError defect) {
            return new Refused<>(new Refusal.Defect(defect));
        }
    }

    /** {@link #guarded} for a step that answers later. */
    static <T> Mono<Outcome<T>> guardedLater(Supplier<Mono<Outcome<T>>> step) {
        try {
            return step.get();
        } catch (LinkageError | StackOverflowError defect) {
            return Mono.just(new Refused<>(new Refusal.Defect(defect)));
        }
    }
}
