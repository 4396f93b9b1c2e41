package dev.portcullis.gateway.edge;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/**
 * An answer whose head came within the gateway's limit for one, with its body still to come. On a machine that has other
 * work the limit may pass before the upstream is heard; then it is asked anew, because it is not the head that is tested.
 */
record BegunAnswer(Socket client, RawHttp.Reply head, InputStream body) implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    static BegunAnswer of(Edge edge, String request) {
        return await("the head").atMost(LONG_ENOUGH).until(() -> ask(edge, request), BegunAnswer::hasBegun);
    }

    private static BegunAnswer ask(Edge edge, String request) throws IOException {
        Socket client = new Socket("127.0.0.1", edge.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = new BufferedInputStream(client.getInputStream());
        return new BegunAnswer(client, RawHttp.read(in, true), in);
    }

    private boolean hasBegun() {
        boolean late = head.status() == HttpStatus.GATEWAY_TIMEOUT.value();
        if (late) {
            close();
        }
        return !late;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
