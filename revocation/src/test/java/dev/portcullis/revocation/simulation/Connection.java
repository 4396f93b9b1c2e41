package dev.portcullis.revocation.simulation;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection to one process: commands arrive in order or not at all, and answers too. A client that gave up does
 * not take back what it has sent.
 */
final class Connection {

    /** What a node answers; {@code null} stands for an error. */
    private interface Command {
        @Nullable Object run(Node node);
    }

    private record Sent(Command command, int replicas, Consumer<@Nullable Object> answered) {}

    private static final int NO_WAIT = -1;

    final Node node;
    private final int incarnation;
    private final ArrayDeque<Sent> pending = new ArrayDeque<>();
    private final ArrayDeque<Runnable> answers = new ArrayDeque<>();

    /** The node's offset after this connection's last write; −1 where it has written nothing (T8). */
    private int written = -1;

    private boolean abandoned;
    /** The gateways' list after the last append that succeeded here. */
    @Nullable ListCopy appended;

    Connection(Node node) {
        this.node = node;
        this.incarnation = node.incarnation;
    }

    boolean isDead() {
        return incarnation != node.incarnation || (abandoned && pending.isEmpty());
    }

    boolean isBroken() {
        return abandoned || incarnation != node.incarnation;
    }

    /** The client has gone. */
    void abandon() {
        abandoned = true;
        answers.clear();
    }

    /** Nothing of it reaches the node any more. */
    void cut() {
        abandon();
        pending.clear();
    }

    void read(Function<Node, @Nullable Object> command, Consumer<@Nullable Object> answered) {
        pending.add(new Sent(command::apply, NO_WAIT, answered));
    }

    /** A command that changes the dataset; refused by a replica. */
    void write(Function<Node, ScriptModel.Written> script, Consumer<@Nullable Object> answered) {
        read(target -> target.master ? written(target, script.apply(target)) : null, answered);
    }

    private ScriptModel.Written written(Node target, ScriptModel.Written result) {
        if (result.after() != target.dataset()) {
            target.write(result.after());
            written = target.offset();
        }
        return result;
    }

    void await(int replicas, Consumer<@Nullable Object> answered) {
        pending.add(new Sent(
                target -> target.master ? (Object) (long) target.confirmations(written) : null, replicas, answered));
    }

    boolean hasPending() {
        return !pending.isEmpty() && !node.hung && incarnation == node.incarnation;
    }

    /** Whether the node would stand still at the next command. */
    boolean isWaiting() {
        Sent next = pending.peekFirst();
        return next != null && next.replicas > 0 && node.master && node.confirmations(written) < next.replicas;
    }

    boolean hasAnswers() {
        return !answers.isEmpty();
    }

    /** The node runs the next command; {@code false} where that is a {@code WAIT} which goes on waiting. */
    boolean execute(boolean outOfPatience) {
        if (!outOfPatience && isWaiting()) {
            return false;
        }
        Sent next = pending.removeFirst();
        Object answer = next.command.run(node);
        if (!abandoned) {
            answers.add(() -> next.answered.accept(answer));
        }
        return true;
    }

    void deliver() {
        answers.removeFirst().run();
    }
}
