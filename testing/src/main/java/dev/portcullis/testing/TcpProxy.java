package dev.portcullis.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A wire on loopback that can be cut, in one direction or both, or be slow. While it is cut no connection ends and none is refused:
 * bytes are held back, as a network does that loses all packets, and flow on once it is whole again.
 */
public final class TcpProxy implements AutoCloseable {

    /** Which way bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private final ServerSocket listening;
    private final int target;
    private final ExecutorService pumps = Executors.newCachedThreadPool(TcpProxy::daemon);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Direction> cut = EnumSet.noneOf(Direction.class);
    private volatile Duration delay = Duration.ZERO;

    private TcpProxy(int target) {
        try {
            this.target = target;
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            pumps.execute(this::accept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To a server on a port of loopback. */
    public static TcpProxy to(int port) {
        return new TcpProxy(port);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        return thread;
    }

    /** Where it listens. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Nothing gets through in these directions; both where none is named. */
    public synchronized void cut(Direction... directions) {
        cut.addAll(directions.length == 0 ? EnumSet.allOf(Direction.class) : Set.of(directions));
    }

    /** Each piece of what is sent, in either direction, arrives this much later. */
    public void delay(Duration by) {
        delay = by;
    }

    /** All gets through again and at once, what was held back first. */
    public synchronized void heal() {
        delay = Duration.ZERO;
        cut.clear();
        notifyAll();
    }

    private synchronized void awaitWhole(Direction direction) throws InterruptedException {
        while (cut.contains(direction)) {
            wait();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                pumps.execute(() -> join(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try {
            awaitWhole(Direction.TO_SERVER);
            Socket server = new Socket();
            open.add(server);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            pumps.execute(() -> pump(client, server, Direction.TO_SERVER));
            pump(server, client, Direction.TO_CLIENT);
        } catch (IOException refused) {
            end(client);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to, Direction direction) {
        byte[] bytes = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                TimeUnit.NANOSECONDS.sleep(delay.toNanos());
                awaitWhole(direction);
                out.write(bytes, 0, n);
            }
            awaitWhole(direction);
        } catch (IOException ended) {
            // one end is gone, and closing both tells the other
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // it is gone
        }
    }

    /** Ends every connection. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(TcpProxy::end);
        pumps.shutdownNow();
    }
}
