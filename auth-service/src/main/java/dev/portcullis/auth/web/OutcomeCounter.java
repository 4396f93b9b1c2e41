package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts how a kind of request ended. The tag's values are {@code success} and the codes of the table of refusals. */
public final class OutcomeCounter {

    private final MeterRegistry meters;
    private final String name;

    /** A counter of this name. */
    public OutcomeCounter(MeterRegistry meters, String name) {
        this.meters = meters;
        this.name = name;
    }

    /** Counts one. */
    public void count(Outcome<?> outcome) {
        String word = outcome.fold(passed -> "success", Refusal::code);
        Counter.builder(name)
                .description("How requests of this kind ended")
                .tag("outcome", word)
                .register(meters)
                .increment();
    }
}
