package dev.portcullis.revocation.simulation;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** What goes wrong with the nodes and with the connections to them. Each method tells whether it did anything. */
final class ClusterFaults {

    private final World world;
    private final Cluster cluster;
    private final SplittableRandom random;

    ClusterFaults(World world, Cluster cluster) {
        this.world = world;
        this.cluster = cluster;
        this.random = world.random();
    }

    boolean breakConnection() {
        if (cluster.connections().isEmpty()) {
            return false;
        }
        Connection connection =
                cluster.connections().get(random.nextInt(cluster.connections().size()));
        world.note(() -> "a connection to " + connection.node + " breaks");
        if (random.nextBoolean()) {
            connection.cut();
        } else {
            connection.abandon();
        }
        return true;
    }

    boolean promote() {
        Node chosen = cluster.any(node -> !node.master && !node.hung);
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

    /** A replica that may lag takes over; each of the others follows it, or not yet. */
    boolean failOver() {
        Node chosen = cluster.any(node -> !node.master && !node.hung);
        if (chosen == null) {
            return false;
        }
        promote(chosen);
        for (Node node : cluster.nodes()) {
            if (node != chosen && !node.hung && random.nextBoolean()) {
                follow(node, chosen);
            }
        }
        return true;
    }

    /** A replica, or a master that is demoted by this, is told to follow some master: the new one or a deposed one. */
    boolean follow() {
        Node chosen = cluster.any(node -> !node.hung);
        Node master = cluster.any(node -> node.master && node != chosen);
        if (chosen == null || master == null || (chosen.master && random.nextBoolean())) {
            return false;
        }
        follow(chosen, master);
        return true;
    }

    private void follow(Node chosen, Node master) {
        follow(chosen, master, random.nextBoolean());
        if (random.nextBoolean()) {
            cluster.attach(chosen);
            cluster.load(chosen);
        }
    }

    void followAndLoad(Node chosen, Node master, boolean survives) {
        follow(chosen, master, survives);
        cluster.attach(chosen);
        cluster.load(chosen);
    }

    private void follow(Node chosen, Node master, boolean survives) {
        world.note(() -> chosen + (chosen.master ? " is demoted and" : "") + " is told to follow " + master
                + (survives ? ", its connections survive" : ""));
        chosen.follow(master, random.nextInt(3) != 0);
        if (!survives) {
            cluster.connections().stream()
                    .filter(connection -> connection.node == chosen)
                    .forEach(Connection::cut);
        }
    }

    boolean restart() {
        restart(cluster.any());
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
        Node node = cluster.any();
        node.hung = !node.hung;
        world.note(() -> node + (node.hung ? " hangs" : " goes on"));
        return true;
    }

    boolean goOn() {
        Node node = cluster.any(hung -> hung.hung);
        if (node != null) {
            node.hung = false;
            world.note(() -> node + " goes on");
        }
        return node != null;
    }

    boolean cutOneWay() {
        Node.Link link = cluster.any().upstream;
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
        Node node = cluster.any(replica -> replica.upstream != null);
        if (node == null || node.target == null) {
            return false;
        }
        Node target = node.target;
        node.follow(target, false);
        world.note(() -> "the link of " + node + " to " + target + " is half open");
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
        Node node = cluster.any(master -> master.master && !master.hung);
        if (node != null) {
            world.note(() -> node + " loses " + what);
            node.write(loss.apply(node.dataset()));
        }
        return node != null;
    }
}
