package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.protocol.NodeState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Redis process. Its dataset is a position in a history of datasets: its own as a master, its master's as a replica,
 * which is therefore always a state that the master once had. A promotion starts a history of its own.
 */
final class Node {

    /** A replica that a master believes in. Half open: the replica is gone, and the master does not know. */
    static final class Link {
        final Node master;
        final Node replica;
        long acknowledged = -1;
        boolean online;
        boolean halfOpen;
        boolean noDataDown;
        boolean noAcksUp;

        Link(Node master, Node replica) {
            this.master = master;
            this.replica = replica;
        }
    }

    final int id;
    final List<Link> links = new ArrayList<>();
    private final World world;

    int incarnation;
    boolean master;
    boolean hung;
    String replid = "";
    long attachments;
    /** Where it is told to take its data from, until it has. */
    @Nullable Node target;

    @Nullable Link upstream;

    private List<Dataset> history = new ArrayList<>(List.of(Dataset.EMPTY));
    private int position;

    Node(int id, World world) {
        this.id = id;
        this.world = world;
        this.replid = world.freshReplid();
    }

    Dataset dataset() {
        return history.get(position);
    }

    int offset() {
        return position;
    }

    void write(Dataset after) {
        history.add(after);
        position++;
        world.ledger().checkPrefix(this, after);
    }

    /** {@code INFO}. */
    NodeState info() {
        return world.mutant().infoOf(new NodeState(master, replid, attachments, links.size(), false));
    }

    /** How many replicas have confirmed what a connection wrote last; all of them for one that has written nothing. */
    int confirmations(int offset) {
        int count = 0;
        for (Link link : links) {
            if (link.online && (offset < 0 || link.acknowledged >= offset)) {
                count++;
            }
        }
        return count;
    }

    /** {@code REPLICAOF NO ONE}. */
    void promote(boolean oldMasterNotices) {
        leave(oldMasterNotices);
        master = true;
        target = null;
        replid = world.freshReplid();
        history = new ArrayList<>(history.subList(0, position + 1));
    }

    /** {@code REPLICAOF other}: a replica from now on, still with its old data. */
    void follow(Node other, boolean oldMasterNotices) {
        leave(oldMasterNotices);
        master = false;
        orphanReplicas();
        target = other;
    }

    /** The master has granted the synchronisation, which its INFO counts from now on. */
    void attach() {
        Node to = target;
        if (to == null || upstream != null || !to.master) {
            return;
        }
        to.attachments++;
        upstream = new Link(to, this);
        to.links.add(upstream);
    }

    /** The data has arrived: what was here before is forgotten. */
    void load() {
        Link link = upstream;
        if (link == null || link.online || link.halfOpen) {
            return;
        }
        history = link.master.history;
        position = link.master.position;
        replid = link.master.replid;
        link.online = true;
    }

    /** One operation of the master arrives and, where the way back is open, is acknowledged. */
    boolean replicate() {
        Link link = upstream;
        if (link == null || !link.online || hung || link.master.hung) {
            return false;
        }
        boolean moved = false;
        if (!link.noDataDown && position < link.master.position) {
            position++;
            moved = true;
        }
        if (!link.noAcksUp && link.acknowledged < position) {
            link.acknowledged = position;
            moved = true;
        }
        return moved;
    }

    private void leave(boolean masterNotices) {
        if (upstream != null) {
            if (masterNotices) {
                upstream.master.links.remove(upstream);
            }
            upstream.halfOpen = true;
            upstream = null;
        }
    }

    private void orphanReplicas() {
        for (Link link : links) {
            if (!link.halfOpen) {
                link.replica.upstream = null;
            }
        }
        links.clear();
    }

    /** Another process in its place, with what the disk has kept. */
    void restart(int kept, boolean mastersNotice) {
        leave(mastersNotice);
        orphanReplicas();
        incarnation++;
        attachments = 0;
        hung = false;
        replid = world.freshReplid();
        history = kept < 0 ? new ArrayList<>(List.of(Dataset.EMPTY)) : new ArrayList<>(history.subList(0, kept + 1));
        position = history.size() - 1;
    }

    /** The master notices who is gone. */
    void dropDeadLinks() {
        links.removeIf(link -> link.halfOpen);
    }

    @Override
    public String toString() {
        return "redis-" + (char) ('A' + id);
    }
}
