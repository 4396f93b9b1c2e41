package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Counts how a kind of request ended. The tag's values are {@code success} and the codes of the table of refusals. */
public final class OutcomeCounter {

    private final MeterRegistry meters;
    private final String name;
    private final Tags tags;

    /** A counter of this name. */
    public OutcomeCounter(MeterRegistry meters, String name) {
        this(meters, name, Tags.empty());
    }

    /** One of several counters of this name, which their tags tell apart. */
    public OutcomeCounter(MeterRegistry meters, String name, Tags tags) {
        this.meters = meters;
        this.name = name;
        this.tags = tags;
    }

    /** Counts one. */
    public void count(Outcome<?> outcome) {
        String word = outcome.fold(passed -> "success", Refusal::code);
        Counter.builder(name)
                .description("How requests of this kind ended")
                .tags(tags)
                .tag("outcome", word)
                .register(meters)
                .increment();
    }
}
