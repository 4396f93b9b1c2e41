package dev.portcullis.quickstart.faults;

import java.util.Locale;

/** What was measured of one class of faults, in one scene or several. */
record Figures(
        int acts,
        Latencies untilAcknowledged,
        Latencies untilRefused,
        long latestAdmissionNanos,
        int valid,
        int wronglyRefused,
        int unanswered,
        long recoveryNanos) {

    static final String HEADING = """
            | fault | revoked | asked → 2xx, ms (p50 / p99 / max) | 2xx → refused, ms (p50 / p99 / max) | latest admitted after 2xx, ms | valid asked | valid refused | unanswered | heal → last refusal, ms |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    static Figures of(Judge judge, int acts, long healedAt) {
        return new Figures(
                acts,
                judge.untilAcknowledged(),
                judge.untilRefused(),
                judge.latestAdmissionNanos(),
                judge.valid().size(),
                judge.wronglyRefused().size(),
                judge.unanswered().size(),
                judge.recoveryNanos(healedAt));
    }

    Figures and(Figures more) {
        return new Figures(
                acts + more.acts,
                untilAcknowledged.and(more.untilAcknowledged),
                untilRefused.and(more.untilRefused),
                Math.max(latestAdmissionNanos, more.latestAdmissionNanos),
                valid + more.valid,
                wronglyRefused + more.wronglyRefused,
                unanswered + more.unanswered,
                Math.max(recoveryNanos, more.recoveryNanos));
    }

    /** One line of the table. */
    String row(String fault) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %.1f | %d | %d | %d | %.0f |",
                fault.toLowerCase(Locale.ROOT).replace('_', ' '),
                acts,
                untilAcknowledged,
                untilRefused,
                latestAdmissionNanos / 1e6,
                valid,
                wronglyRefused,
                unanswered,
                recoveryNanos / 1e6);
    }
}
