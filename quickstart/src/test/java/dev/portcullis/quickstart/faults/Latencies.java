package dev.portcullis.quickstart.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Sorted durations in nanoseconds. */
record Latencies(List<Long> sorted) {

    static Latencies of(Stream<Long> nanos) {
        return new Latencies(nanos.sorted().toList());
    }

    Latencies and(Latencies more) {
        List<Long> all = new ArrayList<>(sorted);
        all.addAll(more.sorted);
        Collections.sort(all);
        return new Latencies(all);
    }

    /** The smallest that at least this share of them does not exceed; 0 of none. */
    long quantile(double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
    }

    /** The half, 99 of 100 and the longest, in milliseconds. */
    @Override
    public String toString() {
        return Stream.of(0.5, 0.99, 1.0)
                .map(share -> String.format(Locale.ROOT, "%.1f", quantile(share) / 1e6))
                .reduce((a, b) -> a + " / " + b)
                .orElseThrow();
    }
}
