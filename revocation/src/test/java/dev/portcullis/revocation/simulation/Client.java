package dev.portcullis.revocation.simulation;

import org.jspecify.annotations.Nullable;

/** Holds one connection at a time, as the shipped {@code Link} does: it never reconnects inside a piece of work. */
final class Client {

    private final World world;
    private final Runnable lost;
    private final Node home;
    private @Nullable Connection connection;

    /** {@code lost} runs when the connection breaks under work. */
    Client(World world, Runnable lost) {
        this.world = world;
        this.lost = lost;
        this.home = world.cluster().any();
    }

    @Nullable Connection current() {
        return connection;
    }

    /** For the next piece of work. */
    Connection open() {
        if (connection == null || connection.isBroken()) {
            connection = world.cluster().connectFrom(home);
        }
        return connection;
    }

    /** The next piece of work is done there. */
    void moveTo(Node node) {
        discard();
        connection = world.cluster().connect(node);
    }

    /** What a client library does that re-sends on a new connection (T8): only a mutant calls it. */
    Connection reconnect() {
        if (connection != null) {
            connection.abandon();
        }
        connection = world.cluster().connectFrom(home);
        return connection;
    }

    /** The connection is given up, and with it what was under way. */
    void discard() {
        if (connection != null) {
            connection.abandon();
            connection = null;
        }
        lost.run();
    }

    boolean noticesBreak() {
        if (connection != null && connection.isBroken()) {
            discard();
            return true;
        }
        return false;
    }
}
