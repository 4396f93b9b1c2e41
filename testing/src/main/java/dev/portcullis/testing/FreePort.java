package dev.portcullis.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that is started by its number. It lies below those that systems lend to outgoing connections, and so does
 * its Cluster bus, 10,000 above: one of them could be lent to somebody else before the server listens, or while it is restarted.
 */
public final class FreePort {

    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 22_000;

    private FreePort() {}

    /** Nothing listens on it now. */
    public static int choose() {
        return ThreadLocalRandom.current()
                .ints(LOWEST, HIGHEST)
                .filter(FreePort::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
