package dev.portcullis.revocation.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The nodes, and the connections to them. Each method that answers tells whether it did anything. */
final class Cluster {

    private final World world;
    private final SplittableRandom random;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();

    private boolean healed;

    Cluster(World world, int size) {
        this.world = world;
        this.random = world.random();
        for (int i = 0; i < size; i++) {
            nodes.add(new Node(i, world));
        }
        nodes.get(0).master = true;
        for (int i = 1; i < size; i++) {
            nodes.get(i).follow(nodes.get(0), true);
            nodes.get(i).attach();
            nodes.get(i).load();
        }
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Connection> connections() {
        return connections;
    }

    Node any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    @Nullable Node any(Predicate<Node> fit) {
        int from = random.nextInt(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get((from + i) % nodes.size());
            if (fit.test(node)) {
                return node;
            }
        }
        return null;
    }

    /** Mostly to one that takes itself for a master, a deposed one as well; each client has one that it reaches best. */
    Connection connectFrom(Node home) {
        if (!healed && random.nextInt(8) == 0) {
            return connect(any());
        }
        Node master = home.master && random.nextInt(4) != 0 ? home : any(node -> node.master);
        return connect(master == null ? any() : master);
    }

    Connection connect(Node node) {
        Connection connection = new Connection(node);
        connections.add(connection);
        return connection;
    }

    /** Some connection's node runs a command. */
    boolean executeAny() {
        connections.removeIf(Connection::isDead);
        for (int tries = 0; tries < 4 && !connections.isEmpty(); tries++) {
            Connection connection = connections.get(random.nextInt(connections.size()));
            if (connection.hasPending()) {
                return connection.execute(random.nextInt(4) == 0);
            }
        }
        return false;
    }

    void breakAllConnections() {
        connections.forEach(Connection::cut);
        connections.clear();
    }

    boolean replicate() {
        return any().replicate();
    }

    void replicateAll() {
        boolean moving = true;
        while (moving) {
            moving = false;
            for (Node node : nodes) {
                moving |= node.replicate();
            }
        }
    }

    /** As far as it takes to answer the WAIT that a connection stands at: one replica after the other, others lag. */
    void replicateFor(Connection connection) {
        int from = random.nextInt(nodes.size());
        for (int i = 0; i < nodes.size() && connection.isWaiting(); i++) {
            Node node = nodes.get((from + i) % nodes.size());
            boolean moving = true;
            while (moving) {
                moving = node.replicate();
            }
        }
        connection.execute(true);
    }

    boolean attachAny() {
        return attach(any());
    }

    boolean attach(Node node) {
        Node target = node.target;
        if (target == null || node.upstream != null || node.hung || target.hung || !target.master) {
            return false;
        }
        node.attach();
        world.note(() -> target + " grants " + node + " a synchronisation, its " + target.attachments + ".");
        return true;
    }

    boolean loadAny() {
        return load(any());
    }

    boolean load(Node node) {
        if (node.hung || node.upstream == null || node.upstream.online || node.upstream.master.hung) {
            return false;
        }
        node.load();
        world.note(() -> node + " has taken over the data: " + world.words(node));
        return true;
    }

    boolean noticeDeadLinks() {
        Node node = any();
        node.dropDeadLinks();
        return true;
    }

    /** Faults stop: one master, and all others its replicas. */
    void heal() {
        healed = true;
        breakAllConnections();
        for (Node node : nodes) {
            node.hung = false;
        }
        Node found = any(node -> node.master);
        Node master = found == null ? any() : found;
        if (!master.master) {
            master.promote(true);
        }
        master.links.clear();
        for (Node node : nodes) {
            if (node != master) {
                node.follow(master, true);
                node.attach();
                node.load();
            }
        }
        world.note(() -> "all faults stop: " + master + " is the master, at " + world.words(master));
    }
}
