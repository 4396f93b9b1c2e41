package dev.portcullis.quickstart.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A real Redis that keeps nothing on disk. When it is killed, an empty one takes its place on the same port: everything
 * that stood in it has to come back from the auth service's database.
 */
public final class RedisServer {

    /** Long enough to see what the gateway does without Redis. */
    private static final Duration ABSENCE = Duration.ofSeconds(3);

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Household household;
    private final RedisBinary binary;
    private final int port;
    private final Consumer<String> teller;
    private volatile Process process;

    private RedisServer(Household household, int port, Consumer<String> teller) {
        this.household = household;
        this.binary = RedisBinary.choose(household.folder());
        this.port = port;
        this.teller = teller;
        this.process = launch();
    }

    /** Starts one and keeps it running. Blocks until it answers. */
    public static RedisServer start(Household household, int port, Consumer<String> teller) {
        RedisServer server = new RedisServer(household, port, teller);
        server.watch();
        return server;
    }

    public int port() {
        return port;
    }

    /** Of the one that runs now. */
    public long pid() {
        return process.pid();
    }

    public String version() {
        return binary.version();
    }

    private Process launch() {
        Process launched = household.startExpendable(
                "redis",
                new ProcessBuilder(
                        binary.path().toString(),
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--maxmemory-policy",
                        "noeviction"));
        awaitAnswer(launched);
        return launched;
    }

    private void watch() {
        // What goes wrong in there is told to the reader of the screen, who alone can do something about it.
        CompletableFuture<Void> unused = process.onExit()
                .thenRunAsync(
                        this::replace, CompletableFuture.delayedExecutor(ABSENCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void replace() {
        if (household.isClosing()) {
            return;
        }
        try {
            process = launch();
            teller.accept("Redis was gone. An empty one runs on the same port now, pid " + pid() + ".");
            watch();
        } catch (CannotStart reason) {
            if (!household.isClosing()) {
                teller.accept("Redis is gone, and no other can be started: " + reason.getMessage());
            }
        }
    }

    private void awaitAnswer(Process launched) {
        boolean ended = !Waiting.until(() -> answers() || !launched.isAlive(), START_LIMIT) || !launched.isAlive();
        if (ended) {
            throw new CannotStart(
                    "Redis does not answer on port " + port + ". It said:\n" + LogTail.of(household.log("redis")));
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] reply = socket.getInputStream().readNBytes("+PONG".length());
            return "+PONG".equals(new String(reply, StandardCharsets.US_ASCII));
        } catch (IOException notYet) {
            return false;
        }
    }
}
