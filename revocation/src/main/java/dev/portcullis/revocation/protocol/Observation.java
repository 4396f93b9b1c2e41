package dev.portcullis.revocation.protocol;

import java.util.Optional;

/**
 * What a keeper saw before it read the database (K1).
 *
 * @param node the node it is connected to
 * @param list the list there; empty where there is none
 */
public record Observation(NodeState node, Optional<ListState> list) {}
