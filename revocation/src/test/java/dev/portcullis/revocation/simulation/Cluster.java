package dev.portcullis.revocation.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The nodes, the connections to them, and what goes wrong with both. Each method tells whether it did anything. */
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

    Node any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private @Nullable Node any(Predicate<Node> fit) {
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

    boolean breakConnection() {
        if (connections.isEmpty()) {
            return false;
        }
        Connection connection = connections.get(random.nextInt(connections.size()));
        world.note(() -> "a connection to " + connection.node + " breaks");
        if (random.nextBoolean()) {
            connection.cut();
        } else {
            connection.abandon();
        }
        return true;
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

    boolean promote() {
        Node chosen = any(node -> !node.master && !node.hung);
        if (chosen != null) {
            promote(chosen);
        }
        return chosen != null;
    }

    void promote(Node chosen) {
        boolean noticed = random.nextBoolean();
        chosen.promote(noticed);
        world.note(() ->
                chosen + " is promoted at " + world.words(chosen) + (noticed ? "" : "; its master does not notice"));
    }

    /** A replica, or a master that is demoted by this, is told to follow some master: the new one or a deposed one. */
    boolean follow() {
        Node chosen = any(node -> !node.hung);
        Node master = any(node -> node.master && node != chosen);
        if (chosen == null || master == null || (chosen.master && random.nextBoolean())) {
            return false;
        }
        follow(chosen, master);
        return true;
    }

    private void follow(Node chosen, Node master) {
        follow(chosen, master, random.nextBoolean());
        if (random.nextBoolean()) {
            attach(chosen);
            load(chosen);
        }
    }

    void followAndLoad(Node chosen, Node master, boolean survives) {
        follow(chosen, master, survives);
        attach(chosen);
        load(chosen);
    }

    private void follow(Node chosen, Node master, boolean survives) {
        world.note(() -> chosen + (chosen.master ? " is demoted and" : "") + " is told to follow " + master
                + (survives ? ", its connections survive" : ""));
        chosen.follow(master, random.nextInt(3) != 0);
        if (!survives) {
            connections.stream().filter(connection -> connection.node == chosen).forEach(Connection::cut);
        }
    }

    boolean attachAny() {
        return attach(any());
    }

    private boolean attach(Node node) {
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

    private boolean load(Node node) {
        if (node.hung || node.upstream == null || node.upstream.online || node.upstream.master.hung) {
            return false;
        }
        node.load();
        world.note(() -> node + " has taken over the data: " + world.words(node));
        return true;
    }

    boolean restart() {
        restart(any());
        return true;
    }

    void restart(Node node) {
        int offset = node.offset();
        int kept = random.nextInt(3) == 0 ? -1 : Math.max(-1, offset - random.nextInt(6));
        node.restart(kept, random.nextInt(3) != 0);
        world.note(() -> node + " restarts, "
                + (kept < 0 ? "empty" : "with what it held " + (offset - kept) + " writes ago: " + world.words(node)));
    }

    boolean hang() {
        Node node = any();
        node.hung = !node.hung;
        world.note(() -> node + (node.hung ? " hangs" : " goes on"));
        return true;
    }

    boolean goOn() {
        Node node = any(hung -> hung.hung);
        if (node != null) {
            node.hung = false;
            world.note(() -> node + " goes on");
        }
        return node != null;
    }

    boolean cutOneWay() {
        Node.Link link = any().upstream;
        if (link == null) {
            return false;
        }
        if (random.nextBoolean()) {
            link.noDataDown = !link.noDataDown;
        } else {
            link.noAcksUp = !link.noAcksUp;
        }
        world.note(() -> "the link of " + link.replica + " to " + link.master
                + (link.noDataDown ? ": no data down" : "") + (link.noAcksUp ? ": no acknowledgements up" : "") + ".");
        return true;
    }

    /** The replica is gone, the master believes in it. */
    boolean halfOpen() {
        Node node = any(replica -> replica.upstream != null);
        if (node == null || node.target == null) {
            return false;
        }
        Node target = node.target;
        node.follow(target, false);
        world.note(() -> "the link of " + node + " to " + target + " is half open");
        return true;
    }

    boolean noticeDeadLinks() {
        Node node = any();
        node.dropDeadLinks();
        return true;
    }

    /** A replica that may lag takes over; each of the others follows it, or not yet. */
    boolean failOver() {
        Node chosen = any(node -> !node.master && !node.hung);
        if (chosen == null) {
            return false;
        }
        promote(chosen);
        for (Node node : nodes) {
            if (node != chosen && !node.hung && random.nextBoolean()) {
                follow(node, chosen);
            }
        }
        return true;
    }

    boolean loseList() {
        return lose("its list", before -> before.with(null, before.log()));
    }

    boolean flush() {
        return lose("everything", before -> Dataset.EMPTY);
    }

    boolean loseSomethingElse() {
        return switch (random.nextInt(3)) {
            case 0 -> lose("its log", before -> before.with(before.list(), List.of()));
            case 1 ->
                lose("what is built", before -> new Dataset(before.list(), before.log(), Map.of(), before.mark()));
            default ->
                lose(
                        "the order of its log",
                        before -> before.with(before.list(), Dataset.plus(before.log(), world.foreignItem(before))));
        };
    }

    /** FLUSHALL, eviction, DEL, or a foreign hand. */
    private boolean lose(String what, UnaryOperator<Dataset> loss) {
        Node node = any(master -> master.master && !master.hung);
        if (node != null) {
            world.note(() -> node + " loses " + what);
            node.write(loss.apply(node.dataset()));
        }
        return node != null;
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
