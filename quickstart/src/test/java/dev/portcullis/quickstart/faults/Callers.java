package dev.portcullis.quickstart.faults;

import dev.portcullis.quickstart.faults.History.Request;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Who ask the gateways, and write down what they are told. */
final class Callers {

    /** Longer than a gateway is ever suspended. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Stage<?> stage;
    private final History history;
    private final Queue<CompletableFuture<Request>> sent = new ConcurrentLinkedQueue<>();
    private final Queue<Unanswered> unanswered = new ConcurrentLinkedQueue<>();

    private record Unanswered(long number, Request request) {}

    Callers(Stage<?> stage, History history) {
        this.stage = stage;
        this.history = history;
    }

    /** Completes when it is answered or given up; never fails. */
    CompletableFuture<Request> ask(int gateway, String token) {
        long number = NUMBERS.incrementAndGet();
        HttpRequest request = HttpRequest.newBuilder(stage.gatewayUri(gateway))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header(RecordingUpstream.NUMBER, String.valueOf(number))
                .build();
        long sentAt = System.nanoTime();
        CompletableFuture<Request> asked = HTTP.sendAsync(request, BodyHandlers.discarding())
                .handle((response, failure) -> {
                    int status = statusOf(response);
                    boolean admitted = status / 100 == 2 || stage.upstream().saw(number);
                    Request done = new Request(token, gateway, sentAt, System.nanoTime(), status, admitted);
                    record(number, done);
                    return done;
                });
        sent.add(asked);
        return asked;
    }

    private static int statusOf(@Nullable HttpResponse<Void> response) {
        return response == null ? 0 : response.statusCode();
    }

    /** What was given up may still reach the upstream. */
    private void record(long number, Request request) {
        if (request.status() == 0) {
            unanswered.add(new Unanswered(number, request));
        } else {
            history.asked(request);
        }
    }

    /** Blocks until all is answered or given up, and every request stands in the history. */
    void settle() {
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        for (Unanswered last = unanswered.poll(); last != null; last = unanswered.poll()) {
            Request request = last.request();
            history.asked(new Request(
                    request.token(),
                    request.gateway(),
                    request.sentAt(),
                    request.answeredAt(),
                    0,
                    stage.upstream().saw(last.number())));
        }
    }
}
