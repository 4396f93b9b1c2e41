package dev.portcullis.revocation.replicated;

import dev.portcullis.revocation.replicated.ReplicatedRevocationList.Source;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What an operator sees of the list. */
final class ListMeters {

    private final ReplicatedRevocationList list;

    ListMeters(ReplicatedRevocationList list) {
        this.list = list;
    }

    void register(MeterRegistry meters) {
        Gauge.builder("portcullis.revocation.staleness", list, ListMeters::stalenessSeconds)
                .description("How long ago the revocation list was last proved current; NaN before the first proof")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("portcullis.revocation.entries", list, ReplicatedRevocationList::entries)
                .description("Entries of the revocation list in memory")
                .register(meters);
        Gauge.builder("portcullis.revocation.head", list, ReplicatedRevocationList::head)
                .description("The number of the last revocation that was applied")
                .register(meters);
        for (Source source : Source.values()) {
            Gauge.builder("portcullis.revocation.source", list, of -> of.source() == source ? 1 : 0)
                    .description("1 for the source that the revocation list is known from now")
                    .tag("source", source.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }

    private static double stalenessSeconds(ReplicatedRevocationList list) {
        return list.staleness().map(age -> age.toNanos() / 1e9).orElse(Double.NaN);
    }
}
