package dev.portcullis.quickstart.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What happened in a scene, as its clients saw it: who was told what, and when. All instants are nanoseconds of one
 * monotonic clock, that of the driver. Safe for any thread.
 */
final class History {

    /** A revocation whose 2xx was read at {@code answeredAt}; it was first asked for at {@code sentAt}. */
    record Act(String token, long sentAt, long answeredAt) {}

    /**
     * A request through a gateway.
     *
     * @param status 0 where no answer came
     * @param admitted whether it was answered with 2xx, or reached the upstream
     */
    record Request(String token, int gateway, long sentAt, long answeredAt, int status, boolean admitted) {

        /** An answer that says no; the absence of one says nothing. */
        boolean refused() {
            return status != 0 && !admitted;
        }
    }

    private final Map<String, Long> wanted = new ConcurrentHashMap<>();
    private final Map<String, Act> acts = new ConcurrentHashMap<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    /** Somebody begins to revoke the token: from now on it may be refused. The first time counts. */
    void wanted(String token, long sentAt) {
        wanted.putIfAbsent(token, sentAt);
    }

    /** The 2xx was read. */
    void acknowledged(String token, long answeredAt) {
        acts.putIfAbsent(token, new Act(token, wanted.getOrDefault(token, answeredAt), answeredAt));
    }

    void asked(Request request) {
        requests.add(request);
    }

    /** Nobody ever wanted it revoked. */
    boolean isValid(String token) {
        return !wanted.containsKey(token);
    }

    Optional<Act> act(String token) {
        return Optional.ofNullable(acts.get(token));
    }

    List<Act> acts() {
        return List.copyOf(acts.values());
    }

    List<Request> requests() {
        return new ArrayList<>(requests);
    }
}
