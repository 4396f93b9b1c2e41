package dev.portcullis.quickstart.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of the log somebody holds: up to which number, and how many entries. */
record Counts(long head, long entries) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Counts of(Database database) {
        return new Counts(database.head(), database.entries());
    }

    static Counts of(Store store) {
        return new Counts(store.head(), store.entries());
    }

    /** What a gateway says of its own list. */
    static Counts ofGateway(URI metrics) {
        HttpRequest request =
                HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(5)).build();
        try {
            String body = HTTP.send(request, BodyHandlers.ofString()).body();
            return new Counts(gauge(body, "head"), gauge(body, "entries"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long gauge(String metrics, String name) {
        Matcher line = Pattern.compile("(?m)^portcullis_revocation_" + name + "(?:\\{[^}]*})? (\\S+)$")
                .matcher(metrics);
        if (!line.find()) {
            throw new IllegalStateException("A gateway has no gauge portcullis_revocation_" + name + ".");
        }
        return (long) Double.parseDouble(line.group(1));
    }
}
