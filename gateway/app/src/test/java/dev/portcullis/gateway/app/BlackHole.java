package dev.portcullis.gateway.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that neither takes a connection nor refuses one, because as many wait there as the system lets wait. */
final class BlackHole implements AutoCloseable {

    private static final int MOST = 4_096;
    private static final int PATIENCE_MILLIS = 200;

    private final ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> waiting = new ArrayList<>();

    BlackHole() throws IOException {}

    int port() {
        return deaf.getLocalPort();
    }

    /** Fills it, and says whether two in a row were then left without an answer. */
    boolean isFull() throws IOException {
        int unanswered = 0;
        while (unanswered < 2 && waiting.size() < MOST) {
            unanswered = isAnswered() ? 0 : unanswered + 1;
        }
        return unanswered == 2;
    }

    private boolean isAnswered() throws IOException {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(deaf.getLocalSocketAddress(), PATIENCE_MILLIS);
            return true;
        } catch (SocketTimeoutException unanswered) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        deaf.close();
    }
}
