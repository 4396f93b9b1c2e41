package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.protocol.NodeState;

/** The protocol with one of its rules taken away, by what the machines are told or by what is done with their steps. */
enum Mutant {
    /** As it ships. */
    NONE,
    /** No node tells its replication id. */
    NO_REPLID,
    /** Every list that is put in place has the same nonce. */
    NO_NONCE,
    /** Attachments are not counted. */
    NO_ATTACHMENTS,
    /** K2 before K1. */
    DATABASE_READ_FIRST,
    /** The head and entries may come from a deposed primary (D2). */
    STALE_DATABASE_READ,
    /** A read counts whatever its head. */
    FLOOR_DROPPED,
    /** A probe asks for the node before the list (G2). */
    INFO_BEFORE_LIST,
    /** What is renamed into place inherits the blessing (P4). */
    BLESSING_KEPT_OVER_RENAME,
    /** WAIT is sent again on a new connection (P3). */
    WAIT_AFTER_RECONNECT,
    /** A repeat writes nothing (P2). */
    REPEAT_WITHOUT_WRITE,
    /** The quorums need not meet (G3). */
    QUORUMS_TOO_SMALL,
    /** A load compares the heads at its begin and end only (F2). */
    END_ONLY_HEAD_CHECK,
    /** The database gives a number again, and no chain tells (D1, P2). */
    NUMBER_REUSE,
    /** Whoever waits is answered by the number alone, whatever its epoch. */
    NUMBER_ALONE,
    /** What an entry lifts is taken out before what an older one revokes comes in. */
    LIFT_BEFORE_REVOCATION,
    /** What was lifted once stays so, whatever comes later. */
    LIFT_FOR_EVER,
    /** A keeper takes the log to begin at 1 (K2). */
    BASE_IGNORED,
    /** The database prunes what has not expired. */
    PRUNED_TOO_EARLY;

    NodeState infoOf(NodeState node) {
        return new NodeState(
                node.master(),
                this == NO_REPLID ? "one-for-all" : node.replid(),
                this == NO_ATTACHMENTS ? 0 : node.attachments(),
                this == QUORUMS_TOO_SMALL ? 0 : node.connectedReplicas(),
                node.evicts());
    }
}
