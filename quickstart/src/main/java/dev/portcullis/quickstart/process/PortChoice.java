package dev.portcullis.quickstart.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses ports, all of them before anything is started. It holds each until it is closed, so that no two free ones are
 * the same.
 */
public final class PortChoice implements AutoCloseable {

    private final List<ServerSocket> held = new ArrayList<>();

    /**
     * The port asked for, or a free one for 0.
     *
     * @param purpose what wants to listen there, for the sentence
     * @param option the option that chooses another
     * @throws CannotStart where something listens there already
     */
    public int take(int wanted, String purpose, String option) {
        try {
            return hold(wanted);
        } catch (IOException e) {
            throw new CannotStart(
                    "Port " + wanted + ", wanted for " + purpose + ", is in use: free it, or choose another with "
                            + option + " (0 takes a free one).",
                    e);
        }
    }

    /** A free one. */
    public int takeFree() {
        return take(0, "a free port", "none");
    }

    /** On all interfaces: a listener on any of them is then noticed. */
    private int hold(int wanted) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress((InetAddress) null, wanted));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        held.add(socket);
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        for (ServerSocket socket : held) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new CannotStart("A port that was only looked at cannot be let go.", e);
            }
        }
    }
}
