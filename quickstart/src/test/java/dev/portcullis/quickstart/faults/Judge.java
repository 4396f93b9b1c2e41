package dev.portcullis.quickstart.faults;

import dev.portcullis.quickstart.faults.History.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells from a history alone what broke the promise, and how long things took. */
final class Judge {

    private final History history;
    private final List<Request> requests;
    private final long maxStalenessNanos;

    Judge(History history, Duration maxStaleness) {
        this.history = history;
        this.requests = history.requests();
        this.maxStalenessNanos = maxStaleness.toNanos();
    }

    /** Requests that began later than {@code max-staleness} after the 2xx of their token's revocation, and were let in. */
    List<Request> admittedTooLate() {
        return admittedAfterTheirRevocation()
                .filter(request -> sinceAcknowledged(request) > maxStalenessNanos)
                .toList();
    }

    /** By how much the latest admitted request of a revoked token began after the 2xx; 0 where none did. */
    long latestAdmissionNanos() {
        return admittedAfterTheirRevocation()
                .mapToLong(this::sinceAcknowledged)
                .max()
                .orElse(0);
    }

    private Stream<Request> admittedAfterTheirRevocation() {
        return requests.stream().filter(Request::admitted).filter(request -> sinceAcknowledged(request) > 0);
    }

    /** Of a token without a 2xx nothing is promised. */
    private long sinceAcknowledged(Request request) {
        return history.act(request.token())
                .map(act -> request.sentAt() - act.answeredAt())
                .orElse(0L);
    }

    /** Requests with a token that nobody revoked. */
    List<Request> valid() {
        return requests.stream()
                .filter(request -> history.isValid(request.token()))
                .toList();
    }

    /** Those of them that were answered with a no. */
    List<Request> wronglyRefused() {
        return valid().stream().filter(Request::refused).toList();
    }

    /** Requests that got no answer. */
    List<Request> unanswered() {
        return requests.stream().filter(request -> request.status() == 0).toList();
    }

    /** From the first attempt to revoke to its 2xx, one an act. */
    Latencies untilAcknowledged() {
        return Latencies.of(history.acts().stream().map(act -> act.answeredAt() - act.sentAt()));
    }

    /** From the 2xx to the answer of the first request that is told 401, one an act and gateway. */
    Latencies untilRefused() {
        Map<String, Map<Integer, Long>> first = requests.stream()
                .filter(request -> request.status() == 401)
                .collect(Collectors.groupingBy(
                        Request::token, Collectors.toMap(Request::gateway, Request::answeredAt, Math::min)));
        return Latencies.of(history.acts().stream()
                .flatMap(act -> first.getOrDefault(act.token(), Map.of()).values().stream()
                        .map(answeredAt -> Math.max(0, answeredAt - act.answeredAt()))));
    }

    /** How long after the heal a valid token was still told no; 0 where none was. */
    long recoveryNanos(long healedAt) {
        return wronglyRefused().stream()
                .mapToLong(request -> request.answeredAt() - healedAt)
                .filter(late -> late > 0)
                .max()
                .orElse(0);
    }
}
