package dev.portcullis.auth.refusal;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What a step hands on: a value for the next step, or the refusal that ends the walk. */
public sealed interface Outcome<T> {

    /** One answer for either. */
    <R> R fold(Function<? super T, ? extends R> ifPassed, Function<Refusal, ? extends R> ifRefused);

    /** Runs the next step on the value; a refusal walks past it untouched. */
    default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
        return fold(next, Refused::new);
    }

    /** The same for a step that answers later. */
    static <T, R> Function<Outcome<T>, Mono<Outcome<R>>> step(Function<? super T, Mono<Outcome<R>>> next) {
        return outcome -> outcome.fold(next, refusal -> Mono.just(new Refused<>(refusal)));
    }

    /** Yes. */
    static <T> Outcome<T> passed(T value) {
        return new Passed<>(value);
    }

    /** No. */
    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /** The step went well. */
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
}
